using Neuro.Experiments.Data;
using Neuro.Runtime.Feeding;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Experiments.Running;

/// <summary>Images and one-hot labels as trials. Which image a trial shows is decided by the order of the pass.</summary>
/// <remarks>A pass is begun between runs; within it every call is a pure function of the trial.</remarks>
internal sealed class ImageTrials : ITrialSource
{
    private const float PixelScale = 1f / 255f;
    private readonly int _batch;
    private ImageSet _images;
    private int[] _order = [];
    private long _firstTrial;
    private int _epoch;

    public ImageTrials(ImageSet images, int batch)
    {
        _images = images;
        _batch = batch;
    }

    /// <summary>Trials of a pass that leaves out the last partial batch.</summary>
    public int WholeTrials => _images.Count / _batch;

    /// <summary>Trials of a pass that fills up the last partial batch.</summary>
    public int PaddedTrials => (_images.Count + _batch - 1) / _batch;

    /// <summary>Begins a training pass in the order of (seed, epoch).</summary>
    public void BeginEpoch(long firstTrial, ulong seed, int epoch)
    {
        if (_order.Length != _images.Count)
        {
            _order = new int[_images.Count];
        }

        EpochOrder.Fill(_order, seed, epoch);
        _firstTrial = firstTrial;
        _epoch = epoch;
    }

    /// <summary>Begins a pass over a set in file order.</summary>
    public void BeginPass(long firstTrial, ImageSet images)
    {
        _images = images;
        _order = [];
        _firstTrial = firstTrial;
    }

    /// <summary>Whether real numbers are to be found.</summary>
    public bool HasTargets => _images.HasTargets;

    /// <summary>How many numbers are to be found.</summary>
    public int Targets => _images.Classes;

    public int EpochOf(long trial) => _epoch;

    /// <summary>Pixels of an image.</summary>
    public int Pixels => _images.PixelsPerImage;

    /// <summary>What a sample of a trial shows.</summary>
    public void CopyInput(long trial, int sample, Span<float> rates)
    {
        var pixels = _images.Image(Image(Math.Min(Position(trial, sample), _images.Count - 1)));
        for (var i = 0; i < rates.Length; i++)
        {
            rates[i] = Rate(pixels[i]);
        }
    }

    /// <summary>The real numbers that a sample of a trial is to be answered with.</summary>
    public void CopyTarget(long trial, int sample, Span<float> target) => _images.Target(Image(Math.Min(Position(trial, sample), _images.Count - 1))).CopyTo(target);

    /// <summary>The label that a sample of a trial should be given, or -1 for one that only fills up the batch.</summary>
    public int Label(long trial, int sample)
    {
        var position = Position(trial, sample);
        return position < _images.Count ? _images.Labels[Image(position)] : -1;
    }

    public void Fill(long trial, TrialContent content, PanelMatrix rates)
    {
        for (var sample = 0; sample < _batch; sample++)
        {
            // Beyond the end the last image is shown again; its answers are not counted.
            var image = Image(Math.Min(Position(trial, sample), _images.Count - 1));
            if (content == TrialContent.Input)
            {
                FillInput(sample, image, rates);
                continue;
            }

            if (_images.HasTargets)
            {
                var target = _images.Target(image);
                for (var unit = 0; unit < rates.Units; unit++)
                {
                    rates[sample, unit] = target[unit];
                }

                continue;
            }

            for (var unit = 0; unit < rates.Units; unit++)
            {
                rates[sample, unit] = unit == _images.Labels[image] ? 1f : 0f;
            }
        }
    }

    public void FillExamples(long trial, Span<int> examples)
    {
        for (var sample = 0; sample < _batch; sample++)
        {
            examples[sample] = Image(Math.Min(Position(trial, sample), _images.Count - 1));
        }
    }

    private float Rate(byte pixel) => _images is { InputLow: 0, InputHigh: 1 } ? pixel * PixelScale : _images.InputLow + (pixel * PixelScale * (_images.InputHigh - _images.InputLow));

    private void FillInput(int sample, int image, PanelMatrix rates)
    {
        var pixels = _images.Image(image);
        if (_images is { InputLow: 0, InputHigh: 1 })
        {
            rates.SetSample(sample, pixels, PixelScale);
            return;
        }

        for (var unit = 0; unit < rates.Units; unit++)
        {
            rates[sample, unit] = Rate(pixels[unit]);
        }
    }

    private int Position(long trial, int sample) => (int)((trial - _firstTrial) * _batch) + sample;

    private int Image(int position) => _order.Length > 0 ? _order[position] : position;
}
