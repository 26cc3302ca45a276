using Neuro.Experiments.Data.Digits;
using Neuro.Experiments.Data.Patterns;

namespace Neuro.Experiments.Data;

/// <summary>The data sets that are known by name, with the checksums of their files.</summary>
/// <remarks>
/// MNIST and Fashion-MNIST are known by the content of their files and by the <c>.gz</c> files of the mirrors; KMNIST by the
/// <c>.gz</c> files alone, so that its uncompressed files can be read but not verified.
/// </remarks>
public static class DataCatalogue
{
    /// <summary>Every known data set, the built-in ones first.</summary>
    public static IReadOnlyList<DataSetInfo> All { get; } = [BuiltInDigits.Info, PatternGenerator.Info, TeacherData.Info, BarsData.Info, Mnist(), FashionMnist(), Kmnist()];

    /// <summary>Looks a data set up by its exact name.</summary>
    /// <param name="name">Such as <c>mnist</c>.</param>
    /// <returns>What is known of it, or null.</returns>
    public static DataSetInfo? Find(string name) => All.FirstOrDefault(info => info.Name == name);

    /// <summary>Looks a data set up by its exact name.</summary>
    /// <param name="name">Such as <c>mnist</c>.</param>
    /// <exception cref="DataException">The name is not known; the message lists those that are.</exception>
    public static DataSetInfo Get(string name) =>
        Find(name) ?? throw new DataException($"data set: expected one of {Names}, found '{name}'.");

    internal static string Names => string.Join(", ", All.Select(info => info.Name));

    private static DataSetInfo Mnist() => new()
    {
        Name = "mnist",
        Description = "Handwritten digits 0-9, 28 x 28",
        Origin = "MNIST, by Yann LeCun, Corinna Cortes and Christopher J.C. Burges",
        Classes = 10,
        TrainCount = 60000,
        TestCount = 10000,
        TrainImages = new(
            "train-images-idx3-ubyte",
            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
            "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
            9912422),
        TrainLabels = new(
            "train-labels-idx1-ubyte",
            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
            "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
            28881),
        TestImages = new(
            "t10k-images-idx3-ubyte",
            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
            "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
            1648877),
        TestLabels = new(
            "t10k-labels-idx1-ubyte",
            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
            "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
            4542),
        Mirrors =
        [
            new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
            new("https://storage.googleapis.com/cvdf-datasets/mnist/"),
        ],
    };

    private static DataSetInfo FashionMnist() => new()
    {
        Name = "fashion-mnist",
        Description = "Articles of clothing in 10 classes, 28 x 28",
        Origin = "Fashion-MNIST, Zalando SE, MIT licence",
        Classes = 10,
        TrainCount = 60000,
        TestCount = 10000,
        TrainImages = new(
            "train-images-idx3-ubyte",
            "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
            "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
            26421880),
        TrainLabels = new(
            "train-labels-idx1-ubyte",
            "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
            "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
            29515),
        TestImages = new(
            "t10k-images-idx3-ubyte",
            "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
            "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
            4422102),
        TestLabels = new(
            "t10k-labels-idx1-ubyte",
            "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
            "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
            5148),
        Mirrors =
        [
            new("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/b2617bb6d3ffa2e429640350f613e3291e10b141/data/fashion/"),
            new("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
        ],
    };

    private static DataSetInfo Kmnist() => new()
    {
        Name = "kmnist",
        Description = "Cursive Japanese characters in 10 classes, 28 x 28",
        Origin = "Kuzushiji-MNIST, ROIS-DS Center for Open Data in the Humanities, CC BY-SA 4.0",
        Classes = 10,
        TrainCount = 60000,
        TestCount = 10000,
        TrainImages = new(
            "train-images-idx3-ubyte",
            PackedSha256: "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4",
            PackedBytes: 18165135),
        TrainLabels = new(
            "train-labels-idx1-ubyte",
            PackedSha256: "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17",
            PackedBytes: 29497),
        TestImages = new(
            "t10k-images-idx3-ubyte",
            PackedSha256: "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5",
            PackedBytes: 3041136),
        TestLabels = new(
            "t10k-labels-idx1-ubyte",
            PackedSha256: "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c",
            PackedBytes: 5120),
        Mirrors =
        [
            new("https://codh.rois.ac.jp/kmnist/dataset/kmnist/"),
            new("http://codh.rois.ac.jp/kmnist/dataset/kmnist/"),
        ],
    };
}
