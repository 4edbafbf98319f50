using System.Security.Cryptography;
using System.Text;
using Plimsoll.Signing.Bundles;

namespace Plimsoll.Testing.Sigstore;

/// <summary>A log of signatures: Rekor 1, which promises entries with their time, or Rekor 2, which knows no time.</summary>
internal sealed class TestTransparencyLog
{
    /// <summary>Rekor 1 counts over all of its trees.</summary>
    private const int EarlierTrees = 1000;

    private readonly bool _isTiled;

    private TestTransparencyLog(string host, string origin, TestLogKey key, bool isTiled, int entries)
    {
        (Host, Origin, Key, _isTiled) = (host, origin, key, isTiled);
        for (var i = 0; i < entries; i++)
            Tree.Add(Encoding.UTF8.GetBytes($"entry {i}"));
    }

    /// <summary>A log as Rekor 1 is.</summary>
    public static TestTransparencyLog CreateRekor1(int entries = 11) => new("rekor.test", "rekor.test - 4711", TestLogKey.CreateEcdsa(), isTiled: false, entries);

    /// <summary>A log as Rekor 2 is.</summary>
    public static TestTransparencyLog CreateRekor2(int entries = 6) => new("log2026-1.rekor.test", "log2026-1.rekor.test", TestLogKey.CreateEd25519(), isTiled: true, entries);

    /// <summary>Where it is.</summary>
    public string Host { get; }

    /// <summary>The first line of its checkpoints.</summary>
    public string Origin { get; }

    /// <summary>Its key.</summary>
    public TestLogKey Key { get; }

    /// <summary>Its tree.</summary>
    public MerkleTree Tree { get; } = new();

    /// <summary>Its name in entries and trust roots.</summary>
    public byte[] Id => Key.IdOf(Host);

    /// <summary>Adds an entry.</summary>
    /// <param name="kind">Its kind, <c>dsse</c>.</param>
    /// <param name="version">The version of its form, <c>0.0.1</c>.</param>
    /// <param name="body">The entry in canonical JSON.</param>
    /// <param name="time">When; Rekor 2 leaves it out.</param>
    public TransparencyLogEntry Add(string kind, string version, byte[] body, DateTimeOffset time)
    {
        var place = Tree.Add(body);
        var entry = new TransparencyLogEntry(
            LogIndex: _isTiled ? place : place + EarlierTrees,
            LogId: new LogId(Id),
            KindVersion: new KindVersion(kind, version),
            IntegratedTime: _isTiled ? 0 : time.ToUnixTimeSeconds(),
            InclusionProof: Prove(place),
            CanonicalizedBody: body);
        return _isTiled ? entry : entry with { InclusionPromise = Promise(entry) };
    }

    /// <summary>Proves an entry anew, in the tree as it is now.</summary>
    public InclusionProof Prove(int place) =>
        new(place, Tree.Root, Tree.Size, [.. Tree.Prove(place).Select(hash => (ReadOnlyMemory<byte>)hash)], new Checkpoint(SignCheckpoint(Origin, Tree.Size, Tree.Root)));

    /// <summary>A checkpoint that says anything.</summary>
    /// <param name="origin">The first line.</param>
    /// <param name="size">The size.</param>
    /// <param name="root">The root.</param>
    /// <param name="by">Who signs, this log by default.</param>
    public string SignCheckpoint(string origin, long size, byte[] root, TestLogKey? by = null)
    {
        var text = $"{origin}\n{size}\n{Convert.ToBase64String(root)}\n";
        return $"{text}\n{(by ?? Key).SignNote(Host, text)}";
    }

    /// <summary>The log's promise to include an entry (SET).</summary>
    public InclusionPromise Promise(TransparencyLogEntry entry) => new(Key.Sign(Encoding.UTF8.GetBytes(
        $$"""{"body":"{{Convert.ToBase64String(entry.CanonicalizedBody.Span)}}","integratedTime":{{entry.IntegratedTime}},"logID":"{{Convert.ToHexStringLower(SHA256.HashData(Key.Der))}}","logIndex":{{entry.LogIndex}}}""")));
}
