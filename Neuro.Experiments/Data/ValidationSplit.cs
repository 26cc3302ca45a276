namespace Neuro.Experiments.Data;

/// <summary>The training part of a data set, with its end set aside for choosing among models: the test part selects nothing.</summary>
/// <param name="Train">What is left to learn from: the first images in file order.</param>
/// <param name="Validation">The last images in file order; null when none are set aside.</param>
public sealed record ValidationSplit(ImageSet Train, ImageSet? Validation)
{
    /// <summary>Sets the last images aside. Nothing is copied.</summary>
    /// <param name="train">The whole training part.</param>
    /// <param name="count">How many images to set aside: 0 (none) .. Count - 1.</param>
    /// <exception cref="DataException">The count is out of range.</exception>
    public static ValidationSplit Of(ImageSet train, int count)
    {
        if (count < 0 || count >= train.Count)
        {
            throw new DataException($"{train.Name}: images for validation: expected 0..{train.Count - 1}, found {count}.");
        }

        var rest = train.Count - count;
        return count == 0
            ? new ValidationSplit(train, null)
            : new ValidationSplit(train.Slice(train.Name, 0, rest), train.Slice(train.Name + "/validation", rest, count));
    }
}
