using Neuro.Experiments.Data.Digits;
using Neuro.Experiments.Data.Idx;
using Neuro.Experiments.Data.Patterns;

namespace Neuro.Experiments.Data;

/// <summary>Loads data sets by name.</summary>
public static class DataSetLoader
{
    /// <summary>Loads a built-in data set, a known one, or any folder below the root that holds the four IDX files.</summary>
    /// <param name="name">The name of the data set, also of its folder.</param>
    /// <param name="root">The folder with a folder for each data set; null for the usual place (<see cref="DataSetLocator"/>).</param>
    /// <param name="environment">Gives the value of an environment variable, or null.</param>
    /// <param name="teacher">What the data set <c>teacher</c> is made from; null for what it usually is.</param>
    /// <remarks>A file whose checksum is not the catalogue's is loaded all the same; <see cref="DataSet.Verified"/> tells.</remarks>
    /// <exception cref="DataException">The name is unknown, a file is missing, or a file is not what it should be.</exception>
    public static DataSet Load(string name, string? root, Func<string, string?> environment, TeacherOptions? teacher = null)
    {
        var known = DataCatalogue.Find(name);
        if (known is { BuiltIn: true })
        {
            return known == TeacherData.Info ? TeacherData.Make(teacher ?? new TeacherOptions())
                : known == BarsData.Info ? BarsData.Make()
                : known == PatternGenerator.Info ? PatternGenerator.Generate(new PatternOptions())
                : BuiltInDigits.Load();
        }

        var locator = new DataSetLocator(root, environment);
        return Load(known ?? Unlisted(name, locator), locator);
    }

    private static DataSet Load(DataSetInfo info, DataSetLocator locator)
    {
        // All four are looked for before the first is read: a missing file is told at once.
        var paths = info.Files.Select(file => locator.Require(info.Name, file)).ToArray();
        IdxData[] data =
        [
            IdxReader.ReadImages(paths[0]), IdxReader.ReadLabels(paths[1]), IdxReader.ReadImages(paths[2]), IdxReader.ReadLabels(paths[3]),
        ];
        var classes = info.Classes ?? Math.Max(MostLabel(data[1]), MostLabel(data[3])) + 1;
        var checksums = Array.ConvertAll(data, file => file.Checksum);
        return new DataSet(
            info.Name,
            IdxReader.Join(info.Name + "/train", data[0], data[1], classes),
            IdxReader.Join(info.Name + "/test", data[2], data[3], classes),
            checksums,
            info.Files.Zip(checksums).All(pair => pair.First.IsMatchedBy(pair.Second)),
            info.Origin);
    }

    private static DataSetInfo Unlisted(string name, DataSetLocator locator)
    {
        // A name is one folder: it must not lead out of the root.
        var plain = name.Length > 0 && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
        if (plain && Directory.Exists(locator.Folder(name)))
        {
            return new DataSetInfo { Name = name, Description = "IDX files", Origin = "files of the user's own" };
        }

        throw new DataException(
            $"data set: expected one of {DataCatalogue.Names}, or the name of a folder in {locator.Root}, found '{name}'.");
    }

    private static int MostLabel(IdxData labels)
    {
        var most = 0;
        foreach (var label in labels.Values)
        {
            most = Math.Max(most, label);
        }

        return most;
    }
}
