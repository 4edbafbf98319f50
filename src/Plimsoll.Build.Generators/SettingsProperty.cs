using Microsoft.CodeAnalysis;

namespace Plimsoll.Build.Generators;

/// <summary>A property of a settings record.</summary>
internal sealed class SettingsProperty
{
    private static readonly string[] ListTypes =
    [
        "System.Collections.Generic.IEnumerable<T>",
        "System.Collections.Generic.IReadOnlyCollection<T>",
        "System.Collections.Generic.IReadOnlyList<T>",
        "System.Collections.Generic.List<T>",
        "System.Collections.Immutable.ImmutableArray<T>",
        "System.Collections.Immutable.ImmutableList<T>",
    ];

    private static readonly string[] DictionaryTypes =
    [
        "System.Collections.Generic.IReadOnlyDictionary<TKey, TValue>",
        "System.Collections.Generic.IDictionary<TKey, TValue>",
        "System.Collections.Generic.Dictionary<TKey, TValue>",
    ];

    private static readonly SymbolDisplayFormat WithNullability =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private readonly IPropertySymbol _property;

    public SettingsProperty(IPropertySymbol property)
    {
        _property = property;
        ArgumentAttribute = property.GetAttributes().FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == "Plimsoll.Build.Tools.ArgumentAttribute");
        var original = (property.Type as INamedTypeSymbol)?.OriginalDefinition.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString() ?? "";
        var arguments = (property.Type as INamedTypeSymbol)?.TypeArguments ?? [];
        if (property.Type is IArrayTypeSymbol { Rank: 1 } array)
            Item = Display(array.ElementType);
        else if (ListTypes.Contains(original))
            Item = Display(arguments[0]);
        else if (DictionaryTypes.Contains(original))
            (Key, Value, HasTexts) = (Display(arguments[0]), Display(arguments[1]), arguments[1].SpecialType == SpecialType.System_String);
    }

    public string Name => _property.Name;

    /// <summary>The name of one entry of a dictionary: <c>Property</c> of <c>Properties</c>.</summary>
    public string Singular => Name switch
    {
        _ when Name.EndsWith("ies", StringComparison.Ordinal) => Name.Substring(0, Name.Length - 3) + "y",
        _ when Name.EndsWith("s", StringComparison.Ordinal) => Name.Substring(0, Name.Length - 1),
        _ => Name,
    };

    public string Type => Display(_property.Type);

    public bool IsBoolean => Type is "bool" or "bool?";

    public bool IsNullable => _property.Type.NullableAnnotation == NullableAnnotation.Annotated;

    /// <summary>Whether the type's default is a value of it.</summary>
    public bool HasDefault => _property.Type.IsValueType || IsNullable;

    /// <summary>The type of the items of a list, or <c>null</c>.</summary>
    public string? Item { get; }

    /// <summary>The type of the keys of a dictionary, or <c>null</c>.</summary>
    public string? Key { get; }

    /// <summary>The type of the values of a dictionary.</summary>
    public string Value { get; } = "";

    /// <summary>Whether the values of a dictionary are texts.</summary>
    public bool HasTexts { get; }

    /// <summary>How it is an argument, or <c>null</c> if it is none.</summary>
    public AttributeData? ArgumentAttribute { get; }

    private static string Display(ITypeSymbol type) => type.ToDisplayString(WithNullability);
}
