using System.Reflection;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Plimsoll.Build.Generators;
using Plimsoll.Build.Tests.Solutions;
using Plimsoll.Publishing.Migration;
using Plimsoll.Testing;

namespace Plimsoll.Build.Tests.Migration;

/// <summary>
/// One of the six builds that together use what builds of NUKE use: migrated in a folder of its own, and compiled here with the
/// generators, as the compiler of its project would.
/// </summary>
internal sealed class TypicalBuild : IDisposable
{
    /// <summary>The folders of the builds.</summary>
    public static readonly string[] Names = ["library", "parts", "coverage", "frontend", "tooling", "monorepo"];

    private static readonly IReadOnlyList<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetDirectoryName(file) == Path.GetDirectoryName(typeof(object).Assembly.Location) || Path.GetFileName(file) is "Plimsoll.Build.dll" or "Plimsoll.Build.Components.dll")
            .Select(file => MetadataReference.CreateFromFile(file)),
    ];

    private readonly Plimsoll.Testing.GitRepository _repository = Plimsoll.Testing.GitRepository.Init();

    private TypicalBuild()
    {
    }

    /// <summary>What the migration leaves to be done, a line each: file, line and name.</summary>
    public IReadOnlyList<string> Remaining { get; private set; } = [];

    /// <summary>The migrated sources, with what the generators add.</summary>
    public CSharpCompilation Compilation { get; private set; } = null!;

    /// <summary>What the compiler finds wrong: the line of the source, and why.</summary>
    public IReadOnlyList<Diagnostic> Errors => [.. Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];

    /// <summary>Copies, migrates and compiles a build.</summary>
    public static async Task<TypicalBuild> MigrateAsync(string name)
    {
        var build = new TypicalBuild();
        var source = Path.Combine(NativeCommand.RepositoryRoot, "tests/Plimsoll.Build.Tests/Migration/Builds", name);
        foreach (var file in Directory.EnumerateFiles(source, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
            build._repository.Write(Path.GetRelativePath(source, file), File.ReadAllText(file));
        build._repository.Run("add", "--all");
        build._repository.Run("commit", "--quiet", "--message", "A build");

        var migration = await BuildMigrator.PlanAsync(build._repository.Path, "2.0.0", CancellationToken.None);
        await migration!.WriteAsync(CancellationToken.None);
        build.Remaining = [.. migration.Remaining.Where(work => work.Name != "global.json").Select(work => $"{work.File}:{work.Line} {work.Name}")];
        build.Compile();
        return build;
    }

    /// <summary>Runs the compiled build with <c>--plan json</c>: the names of the targets, in order.</summary>
    public async Task<string> PlanAsync(params string[] targets)
    {
        var program = Path.Combine(_repository.Path, "build/bin/build.dll");
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        foreach (var library in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll"))
            if (Path.GetFileName(library) is var name && (name.StartsWith("Plimsoll.", StringComparison.Ordinal) || name == "Microsoft.VisualStudio.SolutionPersistence.dll"))
                File.Copy(library, Path.Combine(Path.GetDirectoryName(program)!, name), overwrite: true);
        var emitted = Compilation.Emit(program);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        await File.WriteAllTextAsync(Path.ChangeExtension(program, ".runtimeconfig.json"), """{ "runtimeOptions": { "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.0" } } }""");

        var result = await Cli.Wrap("dotnet")
            .WithArguments([program, .. targets, "--plan", "json", "--no-logo"])
            .WithWorkingDirectory(_repository.Path)
            .WithEnvironmentVariables(e => e.Set("GITHUB_ACTIONS", null).Set("TF_BUILD", null).Set("CI", null))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        Assert.True(result.ExitCode == 0, result.StandardOutput + result.StandardError);
        using var plan = JsonDocument.Parse(result.StandardOutput);
        return string.Join(' ', plan.RootElement.GetProperty("targets").EnumerateArray().Select(target => target.GetProperty("name").GetString()));
    }

    public void Dispose() => _repository.Dispose();

    private void Compile()
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var trees = Directory.EnumerateFiles(Path.Combine(_repository.Path, "build"), "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, Path.GetRelativePath(_repository.Path, file)));
        var compilation = CSharpCompilation.Create("build", trees, References, new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        var generators = typeof(SettingsGenerator).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<GeneratorAttribute>() is not null)
            .Select(type => ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator());
        var files = Directory.EnumerateFiles(_repository.Path, "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".sln" or ".slnx" || Path.GetFileName(file) == "parameters.json")
            .Select(file => new AdditionalFile(file, File.ReadAllText(file)));
        CSharpGeneratorDriver.Create(generators, files, options, new BuildOptions(_repository.Path)).RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _);
        Compilation = (CSharpCompilation)generated;
    }
}
