using System.Runtime.CompilerServices;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Architecture;

/// <summary>Cases of <see cref="SharedData"/> are of use only where a test runs them.</summary>
public class OpenTableTests
{
    [SharedDataFact("registry-client-cases.json")]
    public void Every_suite_of_registry_clients_is_run_by_a_test() => AssertEverySuiteIsRun("registry-client-cases.json");

    [SharedDataFact("reference-cases.json")]
    public void Every_suite_of_references_is_run_by_a_test() => AssertEverySuiteIsRun("reference-cases.json");

    private static void AssertEverySuiteIsRun(string table)
    {
        using var document = SharedData.Open(table);
        var sources = Sources();
        Assert.All(
            document.RootElement.GetProperty("suites").EnumerateObject().Select(suite => suite.Name),
            suite => Assert.True(sources.Contains($"\"{suite}\"", StringComparison.Ordinal), $"'{suite}' is named by no test."));
    }

    /// <summary>The text of all other tests.</summary>
    private static string Sources([CallerFilePath] string file = "") =>
        string.Concat(Directory.GetFiles(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(file)))!, "*.cs", SearchOption.AllDirectories).Where(other => other != file).Select(File.ReadAllText));
}
