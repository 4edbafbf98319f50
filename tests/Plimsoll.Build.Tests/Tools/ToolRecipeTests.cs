using System.Runtime.CompilerServices;
using Plimsoll.Build.Tools;
using static HelmTasks;

namespace Plimsoll.Build.Tests.Tools;

/// <summary>The recipe of docs/build.md is the file beside this one, and it runs.</summary>
public sealed class ToolRecipeTests : IDisposable
{
    private const string Call = """HelmUpgrade(_ => _.SetRelease("app").SetChart("charts/app").EnableWait().SetValue("image.tag", "2.1.0").SetPassword(Password));""";

    private static readonly string Password = "s3cr3t";

    private readonly ToolFixture _build = new();

    public void Dispose() => _build.Dispose();

    [Fact]
    public void The_docs_show_the_settings_that_are_compiled_here()
    {
        var here = Path.GetDirectoryName(ThisFile())!;
        var docs = File.ReadAllText(Path.Combine(here, "..", "..", "..", "docs", "build.md"));

        Assert.Contains("```csharp\n" + File.ReadAllText(Path.Combine(here, "HelmUpgradeSettings.cs")) + "```", docs);
        Assert.Contains(Call, docs);
    }

    [Fact]
    public void Its_tool_runs_with_the_arguments_in_place()
    {
        _build.Begin();

        var output = HelmUpgrade(_ => _.SetRelease("app").SetChart("charts/app").EnableWait().SetValue("image.tag", "2.1.0").SetPassword(Password).SetProcessToolPath("echo"));

        Assert.Equal("upgrade --install app charts/app --wait --set image.tag=2.1.0 --password s3cr3t", output.StdToText());
        Assert.Contains("--password ***", _build.Output);
        Assert.DoesNotContain(Password, _build.Output);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
