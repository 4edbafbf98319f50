using System.Runtime.CompilerServices;

namespace Plimsoll.Build.Components.Tests.Documentation;

/// <summary>The build that the README shows compiles: it is the file beside this one.</summary>
public class ReadmeBuildTests
{
    [Fact]
    public void The_readme_shows_the_build_that_is_compiled_here()
    {
        var here = Path.GetDirectoryName(ThisFile())!;
        var code = File.ReadAllText(Path.Combine(here, "ReadmeBuild.cs"));
        var readme = File.ReadAllText(Path.Combine(here, "..", "..", "..", "README.md"));

        Assert.Contains("```csharp\n" + code + "```", readme);
        Assert.Contains(typeof(IPublishImages), typeof(global::Build).GetInterfaces());
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
