using Plimsoll.Policy.Scanners;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Pinning;

/// <summary>
/// Proves that an edited text of YAML holds the same documents but for certain values of one key: what is written beside them is a
/// comment and no part of another value, and no alias makes them a value of another key.
/// </summary>
internal sealed class UnchangedDocuments
{
    private readonly string _key;
    private readonly IReadOnlyDictionary<int, string> _changed;
    private readonly HashSet<SourceNode> _visited = [];

    private UnchangedDocuments(string key, IReadOnlyDictionary<int, string> changed) => (_key, _changed) = (key, changed);

    /// <summary>Whether it does.</summary>
    /// <param name="before">The text as it is.</param>
    /// <param name="after">The text as it would be.</param>
    /// <param name="key">The key.</param>
    /// <param name="changed">By their offset in <paramref name="before"/>, what scalars become.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    public static bool Holds(string before, string after, string key, IReadOnlyDictionary<int, string> changed, CancellationToken cancellationToken)
    {
        var (old, now) = (YamlReader.Read(before, cancellationToken), YamlReader.Read(after, cancellationToken));
        if (old.Error is not null)
            (old, now) = (TemplateDocuments.Read(before, cancellationToken).Content, TemplateDocuments.Read(after, cancellationToken).Content);
        var proof = new UnchangedDocuments(key, changed);
        return old.Error == now.Error && old.Documents.Count == now.Documents.Count && old.Documents.Zip(now.Documents).All(pair => proof.AreSame(pair.First, pair.Second));
    }

    private bool AreSame(SourceNode before, SourceNode after) =>
        before.Tag == after.Tag && (!_visited.Add(before) || (before, after) switch
        {
            (SourceScalar old, SourceScalar now) => old.IsPlain == now.IsPlain && (_changed.TryGetValue(old.Start, out var meant) ? now.Value == meant : now.Value == old.Value),
            (SourceSequence old, SourceSequence now) => old.Items.Count == now.Items.Count && old.Items.Zip(now.Items).All(pair => !IsChanged(pair.First) && AreSame(pair.First, pair.Second)),
            (SourceMapping old, SourceMapping now) => old.Entries.Count == now.Entries.Count
                && old.Entries.Zip(now.Entries).All(pair => AreSame(pair.First.Key, pair.Second.Key) && AreSame(pair.First.Value, pair.Second.Value)
                    && !IsChanged(pair.First.Key) && (!IsChanged(pair.First.Value) || (pair.First.Key is SourceScalar key && key.Value == _key))),
            _ => false,
        });

    private bool IsChanged(SourceNode node) => node is SourceScalar scalar && _changed.ContainsKey(scalar.Start);
}
