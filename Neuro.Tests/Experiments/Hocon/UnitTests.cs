using Neuro.Experiments.Hocon;

namespace Neuro.Tests.Experiments.Hocon;

public class UnitTests
{
    [Theory]
    [InlineData("1s")]
    [InlineData(" 1 s ")]
    [InlineData("1second")]
    [InlineData("1 seconds")]
    [InlineData("1000")]
    [InlineData("1e3")]
    [InlineData("1000ms")]
    [InlineData("1000 milli")]
    [InlineData("1000 millis")]
    [InlineData("1000 millisecond")]
    [InlineData("1000   milliseconds")]
    [InlineData("1000000us")]
    [InlineData("1000000 micro")]
    [InlineData("1000000 micros")]
    [InlineData("1000000 microsecond")]
    [InlineData("1000000microseconds")]
    [InlineData("1e9ns")]
    [InlineData("1000000000 nano")]
    [InlineData("1000000000 nanos")]
    [InlineData("1000000000 nanosecond")]
    [InlineData("1000000000 nanoseconds")]
    [InlineData(".5e0 s", 500)]
    [InlineData("2m", 120_000)]
    [InlineData("2 minute", 120_000)]
    [InlineData("0.5 minutes", 30_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("1 hour", 3_600_000)]
    [InlineData("1 hours", 3_600_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("1 day", 86_400_000)]
    [InlineData("-1 days", -86_400_000)]
    [InlineData("+3 ms", 3)]
    public void Durations_are_in_milliseconds(string text, long expected = 1000)
    {
        Assert.True(HoconUnits.TryParseDuration(text, out decimal milliseconds, out string? problem), problem);
        Assert.Equal(expected, milliseconds);
    }

    [Theory]
    [InlineData("100 dollars", "the unit \"dollars\"")]
    [InlineData("1 00 seconds", "a number and one of")]
    [InlineData("1 S", "the unit \"S\"")]
    [InlineData("1 MS", "the unit \"MS\"")]
    [InlineData("ms", "a number and one of")]
    [InlineData("", "a number and one of")]
    [InlineData("1 s s", "a number and one of")]
    [InlineData("1e40 s", "out of range")]
    [InlineData("1_000 ms", "a number and one of")]
    public void Other_durations_are_refused(string text, string part)
    {
        Assert.False(HoconUnits.TryParseDuration(text, out _, out string? problem));
        Assert.Contains(part, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_follow_the_two_series_of_units()
    {
        string[] tens = ["kB kilobyte kilobytes", "MB megabyte megabytes", "GB gigabyte gigabytes", "TB terabyte terabytes", "PB petabyte petabytes", "EB exabyte exabytes"];
        string[] twos =
        [
            "K k Ki KiB kibibyte kibibytes", "M m Mi MiB mebibyte mebibytes", "G g Gi GiB gibibyte gibibytes",
            "T t Ti TiB tebibyte tebibytes", "P p Pi PiB pebibyte pebibytes", "E e Ei EiB exbibyte exbibytes",
        ];
        long ten = 1;
        for (int i = 0; i < tens.Length; i++)
        {
            ten *= 1000;
            Assert.All(tens[i].Split(' '), unit => Assert.Equal((true, ten), (HoconUnits.TryParseSize($"1 {unit}", out long size, out _), size)));
            Assert.All(twos[i].Split(' '), unit => Assert.Equal((true, 1L << (10 * (i + 1))), (HoconUnits.TryParseSize($"1{unit}", out long size, out _), size)));
        }
    }

    [Theory]
    [InlineData("7", 7L)]
    [InlineData(" 7  b ", 7L)]
    [InlineData("7 B", 7L)]
    [InlineData("7 byte", 7L)]
    [InlineData("7 bytes", 7L)]
    [InlineData(".001GB", 1_000_000L)]
    [InlineData("0.5M", 524_288L)]
    [InlineData("9223372036854775807 bytes", long.MaxValue)]
    [InlineData("-9223372036854775808 bytes", long.MinValue)]
    [InlineData("9223372036854775808 bytes", null)]
    [InlineData("1 Z", null)]
    [InlineData("1 YB", null)]
    [InlineData("1000 exabytes", null)]
    [InlineData("0.3 B", null)]
    [InlineData("1 KB", null)]
    [InlineData("100 dollars", null)]
    public void Sizes_are_whole_bytes(string text, long? expected) =>
        Assert.Equal(expected, HoconUnits.TryParseSize(text, out long size, out _) ? size : null);
}
