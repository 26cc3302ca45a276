using System.Text;

namespace Neuro.Tests.Experiments.Traces;

/// <summary>Reads RFC 4180, character by character.</summary>
internal static class CsvOracle
{
    /// <summary>The records, each a list of fields. Every line must end with CR LF.</summary>
    public static List<List<string>> Read(string text)
    {
        List<List<string>> records = [];
        List<string> record = [];
        var at = 0;
        while (at < text.Length)
        {
            var field = new StringBuilder();
            if (text[at] == '"')
            {
                for (at++; text[at] != '"' || (at + 1 < text.Length && text[at + 1] == '"'); at++)
                {
                    at += text[at] == '"' ? 1 : 0;
                    field.Append(text[at]);
                }

                at++;
            }
            else
            {
                while (text[at] is not (',' or '\r' or '\n'))
                {
                    Assert.NotEqual('"', text[at]);
                    field.Append(text[at++]);
                }
            }

            record.Add(field.ToString());
            if (text[at] == ',')
            {
                at++;
                continue;
            }

            Assert.Equal("\r\n", text.Substring(at, 2));
            at += 2;
            records.Add(record);
            record = [];
        }

        Assert.Empty(record);
        Assert.All(records, r => Assert.Equal(records[0].Count, r.Count));
        return records;
    }
}
