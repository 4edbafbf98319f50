using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Keyless.TrustRoots;

namespace Plimsoll.Signing.Keyless.Logs;

/// <summary>Verifies that a signature is in a log of signatures: Rekor 1, which promises and dates entries, or Rekor 2.</summary>
/// <param name="logs">The logs that are trusted.</param>
internal sealed class EntryVerifier(IReadOnlyList<TrustedLog> logs)
{
    /// <summary>Verifies an entry: what it is about, the log's promise where there is one, and the proof that it is in the log.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="content">The signature that it is to be about.</param>
    /// <returns><c>null</c> where it is in a log that is not trusted.</returns>
    /// <exception cref="RefusedException">It is not in the log, or about something else.</exception>
    /// <exception cref="Documents.MalformedException">It cannot be read.</exception>
    public LoggedEntry? Verify(TransparencyLogEntry entry, SignedContent content)
    {
        // Several only where a log was run twice with the same key: each has its own time.
        RefusedException? refusal = null;
        foreach (var log in logs.Where(log => log.Is(entry.LogId!.KeyId.Span)))
            try
            {
                return Verify(entry, content, log);
            }
            catch (RefusedException exception)
            {
                refusal ??= exception;
            }

        return refusal is null ? null : throw refusal;
    }

    private static LoggedEntry Verify(TransparencyLogEntry entry, SignedContent content, TrustedLog log)
    {
        var key = log.Key ?? throw Refused($"the key of the log {log} is of a kind that is not supported");
        EntryBody.Check(entry.KindVersion!, entry.CanonicalizedBody, content);

        DateTimeOffset? time = entry.InclusionPromise is { } promise ? VerifyPromise(entry, promise, log, key) : null;
        if (entry.InclusionProof is { Checkpoint: { } checkpoint } proof)
            VerifyProof(entry, proof, checkpoint, log, key);
        else if (time is null)
            throw Refused($"its entry has neither a promise of the log {log} nor a proof with a checkpoint");
        return new LoggedEntry(log, time);
    }

    private static DateTimeOffset VerifyPromise(TransparencyLogEntry entry, InclusionPromise promise, TrustedLog log, LogKey key)
    {
        if (!key.Verifies(EntryPromise.Encode(entry), promise.SignedEntryTimestamp))
            throw Refused($"the promise (signed entry timestamp) of its entry is not by the log {log}");
        if (entry.IntegratedTime is 0 or > 253402300799)
            throw Refused($"its entry in the log {log} has no time");

        var time = DateTimeOffset.FromUnixTimeSeconds(entry.IntegratedTime);
        return log.ValidFor.Contains(time)
            ? time
            : throw Refused($"its entry is of {ValidityWindow.Text(time)}, and the key of the log {log} was in use {log.ValidFor}");
    }

    private static void VerifyProof(TransparencyLogEntry entry, InclusionProof proof, Checkpoint checkpoint, TrustedLog log, LogKey key)
    {
        if (SignedNote.TryParse(checkpoint.Envelope) is not { } note || TreeHead.TryParse(note.Text) is not { } head)
            throw Refused("the checkpoint of its entry is not one: name, size and root of the log, then signatures");
        if (note.FindSignature(key) is not { } signature)
            throw Refused($"the checkpoint of its entry is not signed by the log {log}, but says to be by {string.Join(", ", note.Signatures.Take(3).Select(other => Shorten(other.Name)))}");
        if (!IsOf(head.Origin, signature.Name, log, key))
            throw Refused($"the checkpoint of its entry is of '{Shorten(head.Origin)}', and not of the log {log}");
        if (head.Size != proof.TreeSize)
            throw Refused($"the proof of its entry is for {proof.TreeSize} entries, and the checkpoint for {head.Size}");
        if (!head.Root.Span.SequenceEqual(proof.RootHash.Span))
            throw Refused("the root in the proof of its entry is another one than in the checkpoint");

        // Only Rekor 1 counts over several trees.
        if (key.IsNamedByOrigin && entry.LogIndex != proof.LogIndex)
            throw Refused($"its entry is number {entry.LogIndex}, and its proof is for number {proof.LogIndex}");
        if (MerkleProof.ComputeRoot(entry.CanonicalizedBody.Span, proof.LogIndex, proof.TreeSize, proof.Hashes ?? []) is not { } root || !head.Root.Span.SequenceEqual(root))
            throw Refused($"the proof does not lead from its entry to the root of the log {log}");
    }

    /// <summary>Rekor 1 adds the number of the tree to its name; Rekor 2 calls itself by its address, as the trust root does.</summary>
    private static bool IsOf(string origin, string name, TrustedLog log, LogKey key) => key.IsNamedByOrigin
        ? origin == name && (origin == log.Host || log.Is(key.GetNoteId(origin)))
        : origin == name || origin.StartsWith($"{name} - ", StringComparison.Ordinal);

    private static RefusedException Refused(string message) => new(VerificationOutcome.UntrustedLog, message);

    /// <summary>Anybody can write a checkpoint.</summary>
    private static string Shorten(string text) => string.Concat(text.Take(100).Select(character => char.IsControl(character) ? '…' : character));
}
