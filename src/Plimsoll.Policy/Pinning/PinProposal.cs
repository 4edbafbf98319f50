using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Pinning;

/// <summary>How an image of a file could be pinned.</summary>
/// <param name="Use">The image.</param>
/// <param name="Edits">What would change; nothing where the image stays as it is.</param>
/// <param name="After">The reference afterwards, or <c>null</c>.</param>
internal sealed record PinProposal(ImageUse Use, IReadOnlyList<TextEdit> Edits, string? After)
{
    /// <summary>
    /// The proposals that would change what another image is, too: a place that aliases, matrices or overlays share is changed
    /// only where that is right for all that share it.
    /// </summary>
    public static HashSet<PinProposal> FindConflicts(IReadOnlyList<PinProposal> proposals)
    {
        var refused = new HashSet<PinProposal>(ReferenceEqualityComparer.Instance);
        var places = proposals.SelectMany(proposal => proposal.Places().Select(place => (place.Start, place.End, Proposal: proposal)))
            .OrderBy(place => place.Start).ThenBy(place => place.End)
            .ToList();

        // What is refused changes nothing, which may be wrong for those that share another place with it.
        for (var before = -1; before < refused.Count;)
        {
            before = refused.Count;
            for (int i = 0, next; i < places.Count; i = next)
            {
                var end = places[i].End;
                for (next = i + 1; next < places.Count && places[next].Start <= end; next++)
                    end = Math.Max(end, places[next].End);
                if (next - i > 1)
                    Refuse([.. places[i..next].Select(place => place.Proposal).Distinct()], places[i].Start, end, refused);
            }
        }

        return refused;
    }

    private static void Refuse(List<PinProposal> sharing, int start, int end, HashSet<PinProposal> refused)
    {
        if (sharing.Count < 2)
            return;

        var changes = sharing.ConvertAll(proposal => refused.Contains(proposal) ? [] : proposal.Edits.Where(edit => edit.Start >= start && edit.End <= end).ToHashSet());
        if (changes.TrueForAll(change => change.SetEquals(changes[0])))
            return;

        for (var i = 0; i < sharing.Count; i++)
            if (changes[i].Count > 0)
                refused.Add(sharing[i]);
    }

    private IEnumerable<TextRange> Places()
    {
        yield return Use.Token;
        foreach (var part in (SourceScalar?[])[Use.Parts?.Tag, Use.Parts?.Digest])
            if (part is not null)
                yield return new TextRange(part.Start, part.End);
        foreach (var edit in Edits)
            yield return new TextRange(edit.Start, edit.End);
    }
}
