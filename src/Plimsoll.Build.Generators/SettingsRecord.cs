using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Plimsoll.Build.Generators;

/// <summary>A record with <c>[ToolSettings]</c>.</summary>
internal sealed class SettingsRecord
{
    private readonly INamedTypeSymbol _type;

    public SettingsRecord(INamedTypeSymbol type, TypeDeclarationSyntax declaration, AttributeData attribute)
    {
        _type = type;
        IsPartial = declaration.Modifiers.Any(SyntaxKind.PartialKeyword);
        Tool = Argument(attribute, 0);
        Command = Argument(attribute, 1);
        Tasks = attribute.NamedArguments.FirstOrDefault(a => a.Key == "Tasks").Value.Value as string;
        Properties = [.. type.GetMembers().OfType<IPropertySymbol>().Where(IsSetting).Select(p => new SettingsProperty(p))];
    }

    public string Name => _type.Name;

    public string FullName => _type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>The namespace, or <c>null</c> for the global one.</summary>
    public string? Namespace => _type.ContainingNamespace.IsGlobalNamespace ? null : _type.ContainingNamespace.ToDisplayString();

    public string Accessibility => _type.DeclaredAccessibility == Microsoft.CodeAnalysis.Accessibility.Public ? "public" : "internal";

    public bool IsPartial { get; }

    /// <summary>Whether it has no derived records, whose type a chain would keep.</summary>
    public bool IsSealed => _type.IsSealed;

    public string? Tool { get; }

    public string? Command { get; }

    /// <summary>The class that gets the methods that run it, or <c>null</c>.</summary>
    public string? Tasks { get; }

    /// <summary>The properties that the record itself declares; those of its bases have methods of their own.</summary>
    public IReadOnlyList<SettingsProperty> Properties { get; }

    /// <summary>Whether members of the record itself are generated.</summary>
    public bool NeedsPartial => Tool is not null || Properties.Any(p => p.ArgumentAttribute is not null);

    private static string? Argument(AttributeData attribute, int index) =>
        attribute.ConstructorArguments.Length > index && attribute.ConstructorArguments[index].Value is string { Length: > 0 } text ? text : null;

    private static bool IsSetting(IPropertySymbol property) => property is
    {
        DeclaredAccessibility: Microsoft.CodeAnalysis.Accessibility.Public,
        IsStatic: false,
        IsIndexer: false,
        IsOverride: false,
        GetMethod: not null,
        SetMethod.DeclaredAccessibility: Microsoft.CodeAnalysis.Accessibility.Public,
    };
}
