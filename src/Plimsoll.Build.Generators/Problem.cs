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

    private readonly DiagnosticDescriptor _descriptor;
    private readonly string _name;
    private readonly string _file;
    private readonly TextSpan _span;
    private readonly LinePositionSpan _lines;

    public Problem(DiagnosticDescriptor descriptor, string name, Location location)
    {
        _descriptor = descriptor;
        _name = name;
        _file = location.GetLineSpan().Path;
        _span = location.SourceSpan;
        _lines = location.GetLineSpan().Span;
    }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(_descriptor, Location.Create(_file, _span, _lines), _name);
}
