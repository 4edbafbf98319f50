using System.Runtime.CompilerServices;
using Plimsoll.Testing;
using Xunit.Abstractions;

namespace Plimsoll.IntegrationTests.Architecture;

/// <summary>Open tables of cases are of use only where a test runs them.</summary>
public class OpenTableTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("registry-client-cases.json")]
    [InlineData("reference-cases.json")]
    public void Every_suite_is_run_by_a_test(string table)
    {
        using var document = SharedData.Open(table);
        if (document is null)
        {
            output.WriteLine($"The table {table} is not on this machine.");
            return;
        }

        var sources = Sources();
        Assert.All(
            document.RootElement.GetProperty("suites").EnumerateObject().Select(suite => suite.Name),
            suite => Assert.True(sources.Contains($"\"{suite}\"", StringComparison.Ordinal), $"'{suite}' is named by no test."));
    }

    /// <summary>The text of all other tests.</summary>
    private static string Sources([CallerFilePath] string file = "") =>
        string.Concat(Directory.GetFiles(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(file)))!, "*.cs", SearchOption.AllDirectories).Where(other => other != file).Select(File.ReadAllText));
}
