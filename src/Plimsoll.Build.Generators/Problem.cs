using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Plimsoll.Build.Generators;

/// <summary>Why nothing is generated for a record. Compares by value, unlike a diagnostic.</summary>
internal sealed record Problem
{
    public static readonly DiagnosticDescriptor NoTopLevelRecord = new(
        "PLB001",
        "Settings are a record of their own",
        "'{0}' has [ToolSettings], but is not a record class outside of other types and without type parameters: declare it as 'public sealed partial record'",
        "Plimsoll",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NotPartial = new(
        "PLB002",
        "Settings with generated arguments are partial",
        "'{0}' has arguments that are generated: declare it as 'partial record'",
        "Plimsoll",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnknownSolution = new(
        "PLB003",
        "The solution whose projects are generated is known",
        "The projects of '{0}' are not generated: {1}",
        "Plimsoll",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor InvalidSolution = new(
        "PLB004",
        "The solution whose projects are generated is valid",
        "The projects of '{0}' are not generated: {1}",
        "Plimsoll",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    private readonly string _name;
    private readonly string _file;
    private readonly TextSpan _span;
    private readonly LinePositionSpan _lines;

    private DiagnosticDescriptor Descriptor { get; init; }

    /// <summary>What the message says after the name.</summary>
    private string Detail { get; init; } = "";

    public Problem(DiagnosticDescriptor descriptor, string name, Location location)
    {
        Descriptor = descriptor;
        _name = name;
        _file = location.GetLineSpan().Path;
        _span = location.SourceSpan;
        _lines = location.GetLineSpan().Span;
    }

    /// <summary>Another problem at the same place.</summary>
    public Problem As(DiagnosticDescriptor descriptor, string detail) => this with { Descriptor = descriptor, Detail = detail };

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Location.Create(_file, _span, _lines), _name, Detail);
}
