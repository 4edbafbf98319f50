using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Plimsoll.Build.Generators;
using Plimsoll.Build.Tools;

namespace Plimsoll.Build.Tests.Tools;

/// <summary>The generator as the compiler runs it.</summary>
public class SettingsGeneratorTests
{
    private const string Usings = "using System.Collections.Generic; using Plimsoll.Build.Tools; ";

    [Theory]
    [InlineData("[ToolSettings(\"x\")] public sealed partial record XSettings : ToolSettings { [Argument(\"{value}\")] public string? A { get; init; } }")]
    [InlineData("namespace N.M { [ToolSettings(\"x\", \"y\", Tasks = \"XTasks\")] internal sealed partial record XSettings : ToolSettings { public List<string>? A { get; init; } } }")]
    [InlineData("[ToolSettings] abstract record XSettings : ToolSettings { public bool A { get; init; } public int this[int i] => i; public static string? B { get; set; } public string C => \"\"; }")]
    public void What_it_writes_compiles_without_a_warning(string code)
    {
        var (compilation, diagnostics) = Run(Usings + code);

        Assert.Empty(diagnostics);
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning));
        Assert.Single(compilation.SyntaxTrees, tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[ToolSettings(\"x\")] record XSettings : ToolSettings;", "PLB002")]
    [InlineData("[ToolSettings] abstract record XSettings : ToolSettings { [Argument(\"{value}\")] public string? A { get; init; } }", "PLB002")]
    [InlineData("[ToolSettings] class XSettings { public string? A { get; init; } }", "PLB001")]
    [InlineData("class C { [ToolSettings] record XSettings { public string? A { get; init; } } }", "PLB001")]
    [InlineData("[ToolSettings] record XSettings<T> { public string? A { get; init; } }", "PLB001")]
    public void What_it_cannot_write_for_is_an_error_at_the_name(string code, string id)
    {
        var source = Usings + code;
        var (_, diagnostics) = Run(source);

        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal("XSettings", source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Fact]
    public void Nothing_is_written_anew_when_other_code_changes()
    {
        var compilation = Compile(Usings + "[ToolSettings] abstract record XSettings : ToolSettings { public bool A { get; init; } }");
        var driver = CreateDriver().RunGenerators(compilation).RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Other;")));

        var outputs = driver.GetRunResult().Results.Single().TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs);
        Assert.All(outputs, output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        Assert.NotEmpty(outputs);
    }

    private static (Compilation Compilation, IReadOnlyList<Diagnostic> Diagnostics) Run(string code)
    {
        CreateDriver().RunGeneratorsAndUpdateCompilation(Compile(code), out var compilation, out var diagnostics);
        return (compilation, diagnostics);
    }

    private static CSharpGeneratorDriver CreateDriver() => CSharpGeneratorDriver.Create(
        [new SettingsGenerator().AsSourceGenerator()], driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static CSharpCompilation Compile(string code) => CSharpCompilation.Create(
        "Test",
        [CSharpSyntaxTree.ParseText(code)],
        [.. Assemblies().Select(file => MetadataReference.CreateFromFile(file))],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static IEnumerable<string> Assemblies() =>
    [
        typeof(ToolSettings).Assembly.Location,
        .. ((string[])["System.Runtime", "System.Collections", "System.Linq", "System.Private.CoreLib"]).Select(name => Assembly.Load(name).Location),
    ];
}
