using Microsoft.CodeAnalysis;

namespace Plimsoll.Build.Generators.Solutions;

/// <summary>Why no class is generated: the end of a sentence that begins with the member.</summary>
internal sealed class UnreadableSolutionException(DiagnosticDescriptor descriptor, string message) : Exception(message)
{
    public DiagnosticDescriptor Descriptor { get; } = descriptor;

    public static UnreadableSolutionException NotFound(string message) => new(Problem.UnknownSolution, message);

    public static UnreadableSolutionException NotValid(string path, int line, string message) =>
        new(Problem.InvalidSolution, $"'{path}', line {line}, is not valid: {message}");
}
