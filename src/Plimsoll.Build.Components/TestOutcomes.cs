using System.Xml;

namespace Plimsoll.Build.Components;

/// <summary>How many tests ended how.</summary>
internal sealed record TestOutcomes(int Passed, int Failed, int Skipped)
{
    private const string Namespace = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>Counts what files in the format of Visual Studio (<c>.trx</c>) list; a file that a test run left unfinished counts up to there.</summary>
    public static TestOutcomes Count(IEnumerable<AbsolutePath> files)
    {
        var total = new TestOutcomes(0, 0, 0);
        foreach (var file in files)
        {
            using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            try
            {
                while (reader.Read())
                    if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "UnitTestResult" && reader.NamespaceURI == Namespace)
                        total = total.With(reader.GetAttribute("outcome"));
            }
            catch (XmlException)
            {
                continue;
            }
        }

        return total;
    }

    private TestOutcomes With(string? outcome) => outcome switch
    {
        "Passed" => this with { Passed = Passed + 1 },
        "Failed" => this with { Failed = Failed + 1 },
        "NotExecuted" => this with { Skipped = Skipped + 1 },
        _ => this,
    };
}
