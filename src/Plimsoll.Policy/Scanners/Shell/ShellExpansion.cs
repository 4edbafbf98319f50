using Plimsoll.Policy.Scanners.Expressions;

namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>A part of a word that is replaced: a variable, with neither name nor hole what a command prints.</summary>
/// <param name="Name">The variable, or <c>null</c>.</param>
internal sealed record ShellExpansion(string? Name)
{
    /// <summary>The operator behind the name, without its colon: <c>-</c>, <c>=</c>, <c>?</c> or <c>+</c>; a zero for none.</summary>
    public char Operator { get; init; }

    /// <summary>The word behind the operator.</summary>
    public ShellWord? Operand { get; init; }

    /// <summary>Whether each value of the variable is a word of its own.</summary>
    public bool IsSplatted { get; init; }

    /// <summary>What the host of the script replaces, or <c>null</c>.</summary>
    public Placeholder? Hole { get; init; }
}
