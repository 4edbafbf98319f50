using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Documentation;

/// <summary>
/// The programs of docs/library.md, compiled from the packages of the libraries in an empty folder, print what the page shows.
/// The strategy of docs/tags.md is compiled with them, and the script for Cake is run by Cake.
/// The packages are of what the tests themselves run with.
/// </summary>
public sealed partial class LibraryProgramsTests
{
    private static readonly string[] Libraries = ["Oci", "Tags", "MetadataAction", "Policy", "Git", "Docker", "Signing", "Publishing"];

    [Fact]
    public async Task Every_program_runs_from_the_packages_and_prints_what_is_shown()
    {
        var markdown = File.ReadAllText(Path.Combine(NativeCommand.RepositoryRoot, "docs", "library.md"));
        var programs = Program.Matches(markdown).Select(match => (Name: match.Groups["name"].Value, Text: match.Groups["text"].Value, Output: match.Groups["output"].Value)).ToList();
        Assert.Equal(["Tags", "Copy", "Publish", "Check", "Promote", "Release"], programs.Select(program => program.Name));

        await using var registry = await RegistryServer.StartAsync();
        string Real(string text) => text.Replace("localhost:5000", registry.Host, StringComparison.Ordinal);
        using var shell = ReaderShell.Open(Document.Parse(markdown).Files.Select(file => (file.File!, file.Content)));
        await PublishLayoutsAsync(shell);
        using var folder = new TempDirectory();
        await PackAsync(shell, folder);
        folder.Write("TeamStrategy.cs", Assert.Single(Sample.Matches(File.ReadAllText(Path.Combine(NativeCommand.RepositoryRoot, "docs", "tags.md")))).Groups["text"].Value);
        await CompileAsync(shell, folder, [.. programs.Select(program => (program.Name, Real(program.Text)))]);

        foreach (var program in programs)
        {
            if (program.Name == "Release")
                CommitFix(shell);
            var (output, exitCode) = await shell.RunAsync($"dotnet '{folder["bin/programs.dll"]}' {program.Name}");

            Assert.True(exitCode == 0, $"{program.Name} ends with {exitCode}:\n{output}");
            Assert.True(new DocumentedCommand(program.Name, program.Output.TrimEnd('\n').Split('\n')).Matches(output.Replace(registry.Host, "localhost:5000", StringComparison.Ordinal)), $"{program.Name} shows:\n{program.Output}prints:\n{output}");
        }

        await RunCakeAsync(shell, folder, Real(Assert.Single(CakeScript.Matches(markdown)).Groups["text"].Value));
        Assert.Equal(await DigestAsync(registry, "2.1.1"), await DigestAsync(registry, "staging"));

        await using var plimsoll = Host(shell);
        var exception = await Assert.ThrowsAsync<PlimsollException>(() => plimsoll.CopyAsync("oci:artifacts/images/acme/other:2.1.0", $"{registry.Host}/acme/mirror:2.1.0"));
        Assert.Equal(ErrorKind.Conflict, exception.Kind);
    }

    /// <summary>Builds of tools whose packages need not be there call what the compiled program calls, in ten lines.</summary>
    [Fact]
    public void Other_build_tools_call_what_the_program_calls()
    {
        var markdown = File.ReadAllText(Path.Combine(NativeCommand.RepositoryRoot, "docs", "library.md"));
        var program = Program.Matches(markdown).Single(match => match.Groups["name"].Value == "Release").Groups["text"].Value;
        var calls = Call.Matches(program).Select(match => match.Value).ToList();
        Assert.Equal(4, calls.Count);

        var samples = OtherSample.Matches(markdown).Concat(CakeScript.Matches(markdown)).Select(match => match.Groups["text"].Value).ToList();
        Assert.Equal(3, samples.Count);
        Assert.All(samples, sample =>
        {
            Assert.All(calls, call => Assert.Contains(call, sample));
            Assert.InRange(sample.Split('\n').Count(line => line.Trim() is { Length: > 0 } text && text[0] is not '#' && !text.StartsWith("using ", StringComparison.Ordinal)), 1, 9);
        });
    }

    private static void CommitFix(ReaderShell shell)
    {
        shell.Repository.Write("app.txt", Guid.NewGuid().ToString());
        shell.Repository.Run("commit", "--quiet", "--all", "--message", "fix: the content");
    }

    /// <summary>Runs the script with the packages, in a repository of the registry that nobody has published to: the release is cut again.</summary>
    private static async Task RunCakeAsync(ReaderShell shell, TempDirectory folder, string script)
    {
        shell.Repository.Run("tag", "--delete", "v2.1.1");
        CommitFix(shell);
        shell.Repository.Write("build.cake", script.Replace("acme/app", "acme/cake", StringComparison.Ordinal));
        var (output, exitCode) = await shell.RunAsync($"dotnet '{Metadata("Cake")}' build.cake", new Dictionary<string, string>
        {
            ["CAKE_NUGET_SOURCE"] = $"{folder["feed"]};{Metadata("NuGetPackageRoot")}",
            ["CAKE_PATHS_TOOLS"] = folder["cake"],
            ["CAKE_SETTINGS_SKIPPACKAGEVERSIONCHECK"] = "true",
        });
        Assert.True(exitCode == 0, output);
    }

    private static async Task<string> DigestAsync(RegistryServer registry, string tag)
    {
        await using var plimsoll = PlimsollHost.CreateDefault(new() { Environment = _ => null });
        return (await plimsoll.OpenRegistry(ImageReference.Parse($"{registry.Host}/acme/cake")).ResolveAsync(tag, CancellationToken.None))!.Digest.ToString();
    }

    private static PlimsollHost Host(ReaderShell shell) => PlimsollHost.CreateDefault(new() { Directory = shell.Repository.Path, Environment = _ => null });

    /// <summary>The layout that is copied, and another image.</summary>
    private static async Task PublishLayoutsAsync(ReaderShell shell)
    {
        await using var plimsoll = Host(shell);
        await plimsoll.PublishAsync("files:out", "acme/app");
        shell.Repository.Write("other/hello", "hello, you");
        await plimsoll.PublishAsync("files:other", "acme/other");
    }

    /// <summary>One process for all: what is compiled already is packed, so that this takes seconds.</summary>
    private static async Task PackAsync(ReaderShell shell, TempDirectory folder)
    {
        var projects = string.Join(';', Libraries.Select(library => Path.Combine(NativeCommand.RepositoryRoot, "src", $"Plimsoll.{library}", $"Plimsoll.{library}.csproj")));
        var configuration = typeof(LibraryProgramsTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        folder.Write("pack.proj", $"""
            <Project>
              <Target Name="Pack">
                <MSBuild Projects="{projects}" Targets="Pack" Properties="NoBuild=true;Configuration={configuration};PackageOutputPath={folder["feed"]}" />
              </Target>
            </Project>
            """);
        await SucceedAsync(shell, $"dotnet msbuild '{folder["pack.proj"]}' -t:Pack -nologo -v:q");
    }

    private static async Task CompileAsync(ReaderShell shell, TempDirectory folder, IReadOnlyList<(string Name, string Text)> programs)
    {
        // Nothing of ours comes from a cache: packages are unpacked here, and only those of others are taken from the machine's folder.
        folder.Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <fallbackPackageFolders><clear /><add key="machine" value="{Metadata("NuGetPackageRoot")}" /></fallbackPackageFolders>
              <packageSources><clear /><add key="feed" value="feed" /></packageSources>
            </configuration>
            """);
        folder.Write("programs.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Plimsoll.Publishing" Version="*-*" />
              </ItemGroup>
            </Project>
            """);
        foreach (var (name, text) in programs)
            folder.Write($"{name}.cs", Wrap(name, text));
        var main = new StringBuilder("switch (args[0])\n{\n");
        foreach (var (name, _) in programs)
            main.Append($"case \"{name}\": await {name}Program.RunAsync(); break;\n");
        folder.Write("Program.cs", main.Append("}\n").ToString());
        await SucceedAsync(shell, $"cd '{folder.Path}' && dotnet build programs.csproj -nologo -v:q -o bin");
    }

    /// <summary>A project has one file with statements at its top; each program becomes a method.</summary>
    private static string Wrap(string name, string text)
    {
        var lines = text.Split('\n');
        var usings = lines.Where(line => line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('=', StringComparison.Ordinal));
        return $"{string.Join('\n', usings)}\nstatic class {name}Program\n{{\npublic static async Task RunAsync()\n{{\n{string.Join('\n', lines.Except(usings))}\n}}\n}}\n";
    }

    private static async Task SucceedAsync(ReaderShell shell, string script)
    {
        var (output, exitCode) = await shell.RunAsync(script, new Dictionary<string, string> { ["MSBUILDDISABLENODEREUSE"] = "1", ["NUGET_PACKAGES"] = "" });
        Assert.True(exitCode == 0, output);
    }

    private static string Metadata(string key) =>
        typeof(LibraryProgramsTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    [GeneratedRegex(@"<!-- program: (?<name>\w+) -->\n```csharp\n(?<text>.*?)^```\n\n```text\n(?<output>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Program { get; }

    [GeneratedRegex(@"<!-- cake -->\n```csharp\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CakeScript { get; }

    [GeneratedRegex(@"<!-- other: \w+ -->\n```csharp\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex OtherSample { get; }

    [GeneratedRegex(@"\(?await plimsoll\.\w+\(.*\)(?=;$)", RegexOptions.Multiline)]
    private static partial Regex Call { get; }

    [GeneratedRegex("^```csharp\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Sample { get; }
}
