using CsCheck;
using Plimsoll.Oci.Images;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Envelopes;
using Plimsoll.Testing.Sigstore;

namespace Plimsoll.Signing.Tests.Keyless;

/// <summary>With any one bit of any part changed, a signature by a certificate is not valid.</summary>
public sealed class KeylessTamperingTests : KeylessTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_bit_of_each_part_counts(bool isTiled)
    {
        var bundle = World.Sign(Image, new SignatureForm { IsTiled = isTiled });
        var verifier = CreateVerifier();
        Assert.True(verifier.VerifyBundle(bundle.Serialize(), Image).IsValid);
        var parts = Parts(bundle);

        Gen.Select(Gen.Int[0, parts.Count - 1], Gen.Int[0, 1_000_000], Gen.Int[0, 7]).Sample((which, place, bit) =>
        {
            var (name, bytes, replace) = parts[which];
            var changed = bytes.ToArray();
            changed[place % changed.Length] ^= (byte)(1 << bit);

            var result = verifier.VerifyBundle(replace(changed).Serialize(), Image);

            Assert.False(result.IsValid, $"bit {bit} of byte {place % changed.Length} of the {name} does not count");
        }, iter: 150, threads: 1, seed: "9p_BGST7Pwo1");
    }

    [Fact]
    public void Each_bit_of_the_digest_counts()
    {
        var bundle = World.Sign(Image).Serialize();
        var verifier = CreateVerifier();

        Gen.Int[0, 255].Sample(bit =>
        {
            var hash = Convert.FromHexString(Image.Hex);
            hash[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(verifier.VerifyBundle(bundle, Digest.FromHash(hash)).IsValid);
        }, iter: 20, threads: 1, seed: "9p_BGST7Pwo1");
    }

    /// <summary>Each part of a bundle, with what puts another one in its place.</summary>
    private static List<(string Name, byte[] Bytes, Func<byte[], SigstoreBundle> Replace)> Parts(SigstoreBundle bundle)
    {
        var material = bundle.VerificationMaterial;
        var entry = material.TlogEntries![0];
        var proof = entry.InclusionProof!;
        var envelope = bundle.DsseEnvelope!;
        List<(string, byte[], Func<byte[], SigstoreBundle>)> parts =
        [
            ("payload", envelope.Payload.ToArray(), bytes => bundle with { DsseEnvelope = envelope with { Payload = bytes } }),
            ("signature", envelope.Signatures[0].Sig.ToArray(), bytes => bundle with { DsseEnvelope = envelope with { Signatures = [new DsseSignature(bytes)] } }),
            ("certificate", material.Certificate!.RawBytes.ToArray(), bytes => bundle with { VerificationMaterial = material with { Certificate = new BundleCertificate(bytes) } }),
            ("log id", entry.LogId!.KeyId.ToArray(), bytes => WithEntry(bundle, entry => entry with { LogId = new LogId(bytes) })),
            ("body", entry.CanonicalizedBody.ToArray(), bytes => WithEntry(bundle, entry => entry with { CanonicalizedBody = bytes })),
            ("index", BitConverter.GetBytes(entry.LogIndex)[..4], bytes => WithEntry(bundle, entry => entry with { LogIndex = BitConverter.ToUInt32(bytes) })),
            ("index in the tree", BitConverter.GetBytes(proof.LogIndex)[..4], bytes => WithProof(bundle, proof => proof with { LogIndex = BitConverter.ToUInt32(bytes) })),
            ("size", BitConverter.GetBytes(proof.TreeSize)[..4], bytes => WithProof(bundle, proof => proof with { TreeSize = BitConverter.ToUInt32(bytes) })),
            ("root", proof.RootHash.ToArray(), bytes => WithProof(bundle, proof => proof with { RootHash = bytes })),
            ("checkpoint", [.. proof.Checkpoint!.Envelope.Select(character => (byte)character)], bytes => WithProof(bundle, proof => proof with { Checkpoint = new Checkpoint(Restore(proof.Checkpoint!.Envelope, bytes)) })),
        ];
        for (var i = 0; i < proof.Hashes!.Count; i++)
        {
            var at = i;
            parts.Add(($"hash {at}", proof.Hashes[at].ToArray(), bytes => WithProof(bundle, proof => proof with { Hashes = [.. proof.Hashes!.Take(at), bytes, .. proof.Hashes!.Skip(at + 1)] })));
        }

        if (entry.InclusionPromise is { } promise)
        {
            parts.Add(("promise", promise.SignedEntryTimestamp.ToArray(), bytes => WithEntry(bundle, entry => entry with { InclusionPromise = new InclusionPromise(bytes) })));
            parts.Add(("time", BitConverter.GetBytes(entry.IntegratedTime)[..4], bytes => WithEntry(bundle, entry => entry with { IntegratedTime = BitConverter.ToUInt32(bytes) })));
        }

        if (material.TimestampVerificationData?.Rfc3161Timestamps is [var timestamp])
            parts.Add(("timestamp", timestamp.Bytes.ToArray(), bytes => WithTimestamps(bundle, bytes)));
        return parts;
    }

    /// <summary>The text with the same bits of its characters changed; some have more than one byte.</summary>
    private static string Restore(string text, byte[] changed) => string.Concat(text.Select((character, i) => (char)(character & 0xff00 | changed[i])));
}
