
namespace Plimsoll.Tags.Strategies;

/// <summary>
/// The exact commit in seven hexadecimal digits, more where seven are ambiguous; immutable. A working tree with changes
/// is not that commit: it gets <c>-dirty</c>, which may move.
/// </summary>
public sealed record GitShaStrategy : TagStrategy
{
    /// <summary>The length of a whole id, of any kind of repository.</summary>
    public const int WholeId = 64;

    /// <inheritdoc/>
    public override string Name => StrategyNames.GitSha;

    /// <summary>The digits, from 7 to <see cref="WholeId"/>; more where they name another object too. The default is 7.</summary>
    public int Length { get; init; } = 7;

    /// <inheritdoc/>
    protected internal override void Derive(TagDerivation derivation)
    {
        var repository = derivation.Context.Repository;
        var head = repository.Head;
        var id = head.Id[..Math.Clamp(Length, head.AbbreviatedId.Length, head.Id.Length)];
        if (repository.IsDirty && !derivation.Rules.AllowDirty)
            Add(id + "-dirty", Mutability.Moving, $"HEAD is {head.Id}, but the working tree has changes ({repository.ChangedFiles[0]})");
        else
            Add(id, Mutability.Immutable, $"HEAD is {head.Id}");

        void Add(string value, Mutability mutability, string reason) =>
            derivation.Add(this, Prefix + value + Suffix, mutability, reason, $"commit {head.Id}");
    }
}
