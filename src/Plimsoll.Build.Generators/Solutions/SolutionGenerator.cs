using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Plimsoll.Build.Generators.Solutions;

/// <summary>
/// Writes a class for every member with <c>[Solution(GenerateProjects = true)]</c>: named as the member, in the namespace of its type, so
/// that it is what the member's type means there, with a property for each project and folder. The solution is among the additional files
/// of the compilation; nothing is read from disk.
/// </summary>
[Generator]
public sealed class SolutionGenerator : IIncrementalGenerator
{
    private const string Attribute = "Plimsoll.Build.SolutionAttribute";
    private const string RootOption = "build_property.PlimsollBuildRoot";

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var members = context.SyntaxProvider.ForAttributeWithMetadataName(
                Attribute,
                static (node, _) => node is VariableDeclaratorSyntax or PropertyDeclarationSyntax,
                static (found, _) => SolutionMember.TryCreate(found.TargetSymbol, found.Attributes[0]))
            .Collect()
            .SelectMany(static (all, _) => SolutionMember.Distinguish(all.OfType<SolutionMember>()).ToImmutableArray());
        var files = context.AdditionalTextsProvider
            .Where(static file => SolutionFiles.IsWanted(file.Path))
            .Select(static (file, cancellationToken) => new SolutionFile(file.Path, file.GetText(cancellationToken)?.ToString() ?? ""))
            .Collect()
            .Combine(context.AnalyzerConfigOptionsProvider.Select(static (options, _) => options.GlobalOptions.TryGetValue(RootOption, out var root) ? root : null))
            .Select(static (pair, _) => new SolutionFiles(pair.Left, pair.Right));

        // Texts compare by value, so that nothing is compiled anew where the solution says the same.
        context.RegisterSourceOutput(members.Combine(files).Select(static (pair, _) => Generate(pair.Left, pair.Right)), static (output, generated) =>
        {
            if (generated.Problem is { } problem)
                output.ReportDiagnostic(problem.ToDiagnostic());
            if (generated.Text is { } text)
                output.AddSource($"{generated.FileName}.Solution.g.cs", text);
        });
    }

    private static Generated Generate(SolutionMember member, SolutionFiles files)
    {
        if (member.IsTaken)
            return new(member.FileName, null, member.ToProblem(Problem.UnknownSolution, "another member of this name in the namespace is of another solution, and its class has the name; rename one of them"));
        try
        {
            var (path, tree) = files.Read(member);
            return new(member.FileName, SolutionSource.Write(member, tree, path), null);
        }
        catch (UnreadableSolutionException exception)
        {
            return new(member.FileName, null, member.ToProblem(exception.Descriptor, exception.Message));
        }
    }

    /// <summary>The source for one member, or why there is none.</summary>
    private sealed record Generated(string FileName, string? Text, Problem? Problem);
}
