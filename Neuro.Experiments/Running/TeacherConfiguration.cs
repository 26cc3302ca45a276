using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;

namespace Neuro.Experiments.Running;

/// <summary>Reads what the data set <c>teacher</c> is made from.</summary>
internal static class TeacherConfiguration
{
    public static TeacherOptions Options(Settings settings) => new()
    {
        Inputs = settings.Get(NeuroKeys.Teacher.Inputs),
        Hidden = settings.Get(NeuroKeys.Teacher.Hidden),
        Outputs = settings.Get(NeuroKeys.Teacher.Outputs),
        InputGain = settings.Get(NeuroKeys.Teacher.InputGain),
        OutputGain = settings.Get(NeuroKeys.Teacher.OutputGain),
        Train = settings.Get(NeuroKeys.Teacher.Train),
        Test = settings.Get(NeuroKeys.Teacher.Test),
        Seed = (ulong)settings.Get(NeuroKeys.Teacher.Seed),
    };
}
