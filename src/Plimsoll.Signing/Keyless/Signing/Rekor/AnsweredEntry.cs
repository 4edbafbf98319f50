using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Documents;
using Plimsoll.Signing.Keyless.Logs;

namespace Plimsoll.Signing.Keyless.Signing.Rekor;

/// <summary>What a log answers about a signature. Whether it is the log that it should be, whoever has its key verifies.</summary>
internal static class AnsweredEntry
{
    /// <summary>An entry about an envelope.</summary>
    public const string Envelope = "dsse";

    /// <summary>An entry about a signature over something with a hash.</summary>
    public const string Hash = "hashedrekord";

    /// <summary>Why an entry is not one about a signature, with a proof that fits it; <c>null</c> where it is.</summary>
    public static string? FindFault(TransparencyLogEntry entry, SignedContent content)
    {
        if (entry is not { LogId: not null, KindVersion: { } kind, InclusionProof: { Checkpoint: not null } proof } || entry.CanonicalizedBody.IsEmpty)
            return "the entry has no log, kind, body or proof";

        try
        {
            EntryBody.Check(kind, entry.CanonicalizedBody, content);
            return MerkleProof.ComputeRoot(entry.CanonicalizedBody.Span, proof.LogIndex, proof.TreeSize, proof.Hashes ?? []) is { } root && root.AsSpan().SequenceEqual(proof.RootHash.Span)
                ? null
                : "the proof does not lead from the entry to the root of the log";
        }
        catch (Exception exception) when (exception is RefusedException or MalformedException)
        {
            return exception.Message.TrimEnd('.');
        }
    }
}
