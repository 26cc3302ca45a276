using Neuro.Experiments.Data;

namespace Neuro.Tests.Experiments.Data;

/// <summary>The published facts about MNIST and Fashion-MNIST, against the real files.</summary>
public sealed class RealFilesTests
{
    [MnistFact]
    public void Mnist_is_what_it_is_published_to_be() => Check(
        "mnist",
        [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949],
        [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);

    [MnistFact]
    public void Fashion_mnist_is_what_it_is_published_to_be() => Check(
        "fashion-mnist", [.. Enumerable.Repeat(6000, 10)], [.. Enumerable.Repeat(1000, 10)]);

    private static void Check(string name, int[] train, int[] test)
    {
        var set = DataSetLoader.Load(name, null, Environment.GetEnvironmentVariable);
        Assert.True(set.Verified);
        Assert.Equal((60000, 28, 28, 10), (set.Train.Count, set.Train.Rows, set.Train.Columns, set.Train.Classes));
        Assert.Equal((10000, 28, 28, 10), (set.Test.Count, set.Test.Rows, set.Test.Columns, set.Test.Classes));
        Assert.Equal(train, PerClass(set.Train));
        Assert.Equal(test, PerClass(set.Test));
        var locator = new DataSetLocator(null, Environment.GetEnvironmentVariable);
        Assert.True(DataChecker.Check(DataCatalogue.Get(name), locator).Passed);
    }

    private static int[] PerClass(ImageSet set)
    {
        var counts = new int[set.Classes];
        foreach (var label in set.Labels)
        {
            counts[label]++;
        }

        return counts;
    }
}
