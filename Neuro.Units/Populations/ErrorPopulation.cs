using Neuro.Units.Messages;
using Neuro.Units.Plasticity;
using Neuro.Units.Specification;

namespace Neuro.Units.Populations;

/// <summary>Error units: they say at once <c>e = (s - mu) / Sigma</c> as their rate and the prediction <c>mu = W rho(s_below) + b</c> as their state (Whittington and Bogacz 2017).</summary>
public sealed unsafe class ErrorPopulation : DynamicPopulation
{
    // Constants
    private readonly Input _values;
    private readonly float _precision;

    internal ErrorPopulation(ErrorSpec spec, DynamicSetting setting)
        : base(spec, setting)
    {
        _values = Inputs.First(i => i.Projection.Port == Port.Teach);
        _precision = (float)(1 / spec.Variance);
    }

    private protected override bool AnswersAtOnce => true;

    /// <inheritdoc/>
    public override void Open(in TrialContext trial, Message initial)
    {
        base.Open(trial, initial);
        if (!((ErrorSpec)Spec).KeepsState)
        {
            // Nothing has been predicted yet, so nothing is wrong.
            initial.Rate.Clear(Range);
        }
    }

    private protected override bool Advance(in PanelGroup group, in StepContext context, float h, in Levels before, in Levels after, ReadOnlySpan<Message> inputs, Message next, ref float* error)
    {
        // The prediction is said as the state: where it is computed here, it is computed in its place.
        var prediction = after.State.Panel(group.First);
        var basal = Sum(Basal, group, inputs, prediction);
        error = after.Rate.Panel(group.First);
        var finite = Kernels.Deviate(group.Length, _precision, inputs[_values.Index].State!.Panel(group.First), basal, NoiseOf(group, next, h), prediction, error);
        Observation?.Basal.Write(group, basal);
        Observation?.Error.Write(group, error);
        return finite;
    }

    private protected override float* Signal(PostSignal signal, in PanelGroup group, in Levels own, in Levels after, ReadOnlySpan<Message> inputs, Message next, float* error) =>
        throw new InvalidOperationException($"{Spec.Part} has no {signal} to learn from, expected a rule on rates");
}
