using Microsoft.CodeAnalysis;

namespace Plimsoll.Build.Generators.Solutions;

/// <summary>A field or property that wants the projects of a solution as members. Compares by value.</summary>
/// <param name="Name">Its name, and that of the class.</param>
/// <param name="Namespace">The namespace of the type that it is in; empty for the global one.</param>
/// <param name="ParameterName">The name in parameter files.</param>
/// <param name="Path">The path that the attribute gives, or <c>null</c>.</param>
/// <param name="Place">Where it is declared.</param>
internal sealed record SolutionMember(string Name, string Namespace, string ParameterName, string? Path, Problem Place)
{
    public string FullName => Namespace.Length == 0 ? Name : $"{Namespace}.{Name}";

    /// <summary>Returns the member, or <c>null</c> where it does not want projects.</summary>
    public static SolutionMember? TryCreate(ISymbol symbol, AttributeData attribute)
    {
        if (!attribute.NamedArguments.Any(argument => argument is { Key: "GenerateProjects", Value.Value: true }))
            return null;
        var name = symbol.Name.Substring(symbol.Name.LastIndexOf('.') + 1);
        var parameter = symbol.GetAttributes().SelectMany(a => a.NamedArguments.Where(n => n.Key == "Name" && IsParameter(a))).Select(n => n.Value.Value).OfType<string>().FirstOrDefault();
        var space = symbol.ContainingNamespace;
        return new SolutionMember(
            name,
            space.IsGlobalNamespace ? "" : space.ToDisplayString(),
            parameter ?? name.TrimStart('_'),
            attribute.ConstructorArguments.Select(argument => argument.Value).OfType<string>().FirstOrDefault(),
            new Problem(Problem.UnknownSolution, name, symbol.Locations[0]));
    }

    public Problem ToProblem(DiagnosticDescriptor descriptor, string detail) => Place.As(descriptor, detail);

    private static bool IsParameter(AttributeData attribute) =>
        attribute.AttributeClass?.ToDisplayString() is "Plimsoll.Build.ParameterAttribute" or "Plimsoll.Build.SolutionAttribute";
}
