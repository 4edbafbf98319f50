using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Plimsoll.Build.Tests.Migration;

/// <summary>What a compiled build uses of Plimsoll.Build, under the names that its members have in NUKE.</summary>
internal static class MemberUses
{
    /// <summary>Where a type of ours has the members of one that NUKE calls otherwise.</summary>
    private static readonly Dictionary<string, string[]> NukeNames = new()
    {
        ["PlimsollBuild"] = ["NukeBuild"],
        ["IPlimsollBuild"] = ["NukeBuild"],
        ["BuildLog"] = ["Serilog Log"],
        ["Log"] = ["Serilog Log"],
        ["AbsolutePathExtensions"] = ["Globbing"],
        ["CopyExtensions"] = ["AbsolutePathExtensions"],
        ["CompressionExtensions"] = ["AbsolutePathExtensions"],
        ["SummaryPairs"] = ["DictionaryExtensions"],
        ["ToolSettings"] = ["ToolOptionsExtensions", "OptionsExtensions"],
        ["PackageToolSettings"] = ["ToolOptionsWithFrameworkExtensions"],
        ["ToolSettingsExtensions"] = ["OptionsExtensions", "ObjectExtensions"],
        ["Project"] = ["ProjectExtensions", "SolutionItem"],
        ["Solution"] = ["ProjectContainerExtensions", "SolutionItem"],
        ["OutputExtensions"] = ["ProcessExtensions"],
        ["GitHubActionsAttribute"] = ["ConfigurationAttributeBase"],
        ["IReadOnlyCollection"] = ["ExecutableTargetExtensions"],
        ["Enumerable"] = ["ExecutableTargetExtensions"],
    };

    /// <summary>The names of all uses: <c>T:Type</c>, <c>Type.Member</c>, <c>Type +</c>.</summary>
    public static IEnumerable<string> Find(CSharpCompilation compilation) =>
        compilation.SyntaxTrees.Where(tree => !tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)).SelectMany(tree => Find(compilation.GetSemanticModel(tree), tree.GetRoot())).Distinct();

    private static IEnumerable<string> Find(SemanticModel model, SyntaxNode root)
    {
        foreach (var node in root.DescendantNodes())
        {
            var names = node switch
            {
                BinaryExpressionSyntax binary when model.GetSymbolInfo(binary).Symbol is IMethodSymbol method => Owners(method.ContainingType).Select(owner => $"{owner} {binary.OperatorToken.Text}"),
                ArgumentSyntax { NameColon.Name.Identifier.Text: var name } argument when argument.Parent?.Parent is { } call && model.GetSymbolInfo(call).Symbol is { } called => Owners(called.ContainingType).Select(owner => $"{owner}.{name}"),
                SimpleNameSyntax name when model.GetSymbolInfo(name).Symbol is { } symbol => NamesOf(symbol, name, model),
                _ => [],
            };
            foreach (var name in names)
                yield return name;
        }
    }

    private static IEnumerable<string> NamesOf(ISymbol symbol, SimpleNameSyntax name, SemanticModel model)
    {
        var types = new[] { symbol as ITypeSymbol, symbol.ContainingType, model.GetTypeInfo(name).Type, (symbol as IMethodSymbol)?.ReturnType, (symbol as IPropertySymbol)?.Type, (symbol as IFieldSymbol)?.Type }.OfType<ITypeSymbol>();
        foreach (var type in types.SelectMany(Owners))
            yield return $"T:{type}";
        if (symbol is not (IMethodSymbol or IPropertySymbol or IFieldSymbol))
            yield break;

        var receivers = symbol is IMethodSymbol { ReceiverType: { } receiver } ? Owners(receiver).Concat(Owners(receiver).Select(owner => owner + "Extensions")) : [];
        foreach (var owner in Owners(symbol.ContainingType).Concat(receivers))
            yield return $"{owner}.{symbol.Name}";
    }

    /// <summary>A type, what it derives from, and what NUKE calls them.</summary>
    private static IEnumerable<string> Owners(ITypeSymbol? type)
    {
        var element = type is INamedTypeSymbol { TypeArguments: [var argument] } && argument is INamedTypeSymbol ? argument : null;
        for (var current = type; current is not null; current = current.BaseType)
            foreach (var name in NukeNames.GetValueOrDefault(current.Name, []).Append(current.Name))
                yield return name;
        if (element is not null)
            foreach (var name in Owners(element))
                yield return name;
    }
}
