using System.Reflection;
using Neuro.Experiments.Models;
using Xunit.Sdk;

namespace Neuro.Tests.Runtime.Semantics;

/// <summary>Every model with every kind of feedback, one to three hidden layers, batches of 1, 3 and 20.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CombinatorialModelsAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        from model in Enum.GetValues<GhostModel>()
        from feedback in Enum.GetValues<FeedbackKind>()
        from layers in new[] { 1, 2, 3 }
        from batch in new[] { 1, 3, 20 }
        select new object[] { model, feedback, layers, batch };
}
