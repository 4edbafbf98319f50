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

    /// <summary>The name of the generated file, which the compiler compares without case and refuses with an <c>@</c>.</summary>
    public string FileName { get; private init; } = "";

    /// <summary>Whether the class of this name is that of another member, of another solution.</summary>
    public bool IsTaken { get; private init; }

    /// <summary>Gives each member a file of its own; those of one name and one solution share theirs.</summary>
    public static IEnumerable<SolutionMember> Distinguish(IEnumerable<SolutionMember> all)
    {
        var files = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var group in all.GroupBy(member => member.FullName))
        {
            var first = group.First();
            var name = first.FullName.Replace("@", "");
            var unique = name;
            for (var i = 2; !files.Add(unique); i++)
                unique = $"{name}_{i}";
            yield return first with { FileName = unique };
            foreach (var other in group.Where(member => (member.Path, member.ParameterName) != (first.Path, first.ParameterName)))
                yield return other with { FileName = unique, IsTaken = true };
        }
    }

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
