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
        var basal = BasalCurrent(group, inputs);
        var rate = after.Rate.Panel(group.First);
        new ReadOnlySpan<float>(basal, group.Length).CopyTo(new Span<float>(after.State.Panel(group.First), group.Length));
        Kernels.Difference(group.Length, _precision, inputs[_values.Index].State!.Panel(group.First), basal, rate);
        if (NoiseOf(group, next, h) is var noise && noise != null)
        {
            Kernels.Add(group.Length, 1f, noise, rate);
        }

        error = rate;
        Observation?.Basal.Write(group, basal);
        Observation?.Error.Write(group, rate);
        return Kernels.IsFinite(group.Length, rate);
    }

    private protected override float* Signal(PostSignal signal, in PanelGroup group, in Levels own, in Levels after, ReadOnlySpan<Message> inputs, Message next, float* error) =>
        throw new InvalidOperationException($"{Spec.Part} has no {signal} to learn from, expected a rule on rates");
}
