namespace Neuro.Experiments.Parquet.Format;

/// <summary>Kinds of page, by the format's numbers.</summary>
internal enum PageType
{
    Data = 0,
    Index = 1,
    Dictionary = 2,
    DataV2 = 3,
}
