using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Plimsoll.Build.Generators;

/// <summary>
/// Writes what every record with <c>[ToolSettings]</c> needs: the fluent methods of its properties, and for partial records the
/// arguments and the methods that run the tool.
/// </summary>
[Generator]
public sealed class SettingsGenerator : IIncrementalGenerator
{
    private const string Attribute = "Plimsoll.Build.Tools.ToolSettingsAttribute";

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Texts compare by value, so that nothing is written anew while somebody types elsewhere.
        var records = context.SyntaxProvider.ForAttributeWithMetadataName(
            Attribute,
            static (node, _) => node is TypeDeclarationSyntax,
            static (found, _) => Generate(found));
        context.RegisterSourceOutput(records, static (output, generated) =>
        {
            if (generated.Problem is { } problem)
                output.ReportDiagnostic(problem.ToDiagnostic());
            if (generated.Text is { } text)
                output.AddSource($"{generated.Name}.g.cs", text);
        });
    }

    private static Generated Generate(GeneratorAttributeSyntaxContext found)
    {
        var type = (INamedTypeSymbol)found.TargetSymbol;
        var declaration = (TypeDeclarationSyntax)found.TargetNode;
        var record = new SettingsRecord(type, declaration, found.Attributes[0]);
        var name = type.ToDisplayString();
        if (!type.IsRecord || type.IsValueType || type.IsGenericType || type.ContainingType is not null)
            return new(name, null, new(Problem.NoTopLevelRecord, name, declaration.Identifier.GetLocation()));
        if (record.NeedsPartial && !record.IsPartial)
            return new(name, null, new(Problem.NotPartial, name, declaration.Identifier.GetLocation()));
        return new(name, SourceText.Of(record), null);
    }

    /// <summary>The source for one record, or why there is none.</summary>
    private sealed record Generated(string Name, string? Text, Problem? Problem);
}
