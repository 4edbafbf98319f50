using System.Text.Json;
using Plimsoll.Signing.Documents;
using Plimsoll.Signing.Envelopes;

namespace Plimsoll.Signing.Bundles;

/// <summary>
/// A signature with all that is needed to verify it (Sigstore bundle; sigstore/protobuf-specs). Nothing in it is to be believed before
/// it was verified.
/// </summary>
/// <param name="MediaType">The type and version: <see cref="Version03"/>, or an earlier one.</param>
/// <param name="VerificationMaterial">What it is verified with.</param>
internal sealed record SigstoreBundle(string MediaType, VerificationMaterial VerificationMaterial)
{
    /// <summary>Version 0.3, which is written.</summary>
    public const string Version03 = "application/vnd.dev.sigstore.bundle.v0.3+json";

    /// <summary>The largest bundle that is read, in bytes.</summary>
    public const int MaximumSize = DsseEnvelope.MaximumSize + 1024 * 1024;

    /// <summary>The first version, in which an entry of a log has a promise, and need not have a proof.</summary>
    public const string Version01 = "application/vnd.dev.sigstore.bundle+json;version=0.1";

    /// <summary>That of drafts of version 0.3.</summary>
    private const string DraftOf03 = "application/vnd.dev.sigstore.bundle+json;version=0.3";

    /// <summary>The other versions that are read.</summary>
    private static readonly string[] EarlierVersions = [Version01, "application/vnd.dev.sigstore.bundle+json;version=0.2", DraftOf03];

    private const string What = "The Sigstore bundle";

    /// <summary>More entries or timestamps than anybody has made, each costs time.</summary>
    private const int MostEntries = 32;

    /// <summary>The signed statement; <c>null</c> where <see cref="MessageSignature"/> is not.</summary>
    public DsseEnvelope? DsseEnvelope { get; init; }

    /// <summary>The signature over bytes elsewhere; <c>null</c> where <see cref="DsseEnvelope"/> is not.</summary>
    public MessageSignature? MessageSignature { get; init; }

    /// <summary>Whether a media type is that of a bundle, of any version.</summary>
    public static bool IsMediaType(string? mediaType) => mediaType?.StartsWith("application/vnd.dev.sigstore.bundle", StringComparison.Ordinal) == true;

    /// <summary>Whether a media type is that of version 0.3.</summary>
    public static bool IsVersion03(string mediaType) => mediaType is Version03 or DraftOf03;

    /// <summary>Reads a bundle of version 0.1, 0.2 or 0.3.</summary>
    /// <exception cref="MalformedException">It is none, or has members that those versions do not know.</exception>
    public static SigstoreBundle Parse(ReadOnlyMemory<byte> json)
    {
        var bundle = StrictJson.Deserialize(json, BundleJson.Default.SigstoreBundle, What, MaximumSize);
        if (bundle.MediaType != Version03 && !EarlierVersions.Contains(bundle.MediaType))
            throw new MalformedException(What, $"its media type is '{bundle.MediaType}', and not {Version03}");
        if (bundle is { DsseEnvelope: null, MessageSignature: null } or { DsseEnvelope: not null, MessageSignature: not null })
            throw new MalformedException(What, "it must have either a dsseEnvelope or a messageSignature");

        bundle.DsseEnvelope?.Checked(What, "$.dsseEnvelope");
        Check(bundle.VerificationMaterial, needsProof: bundle.MediaType != Version01);
        return bundle;
    }

    /// <summary>The bundle in UTF-8, always the same for the same content.</summary>
    public byte[] Serialize() => JsonSerializer.SerializeToUtf8Bytes(this, BundleJson.Default.SigstoreBundle);

    private static void Check(VerificationMaterial material, bool needsProof)
    {
        const string Place = "$.verificationMaterial";
        object?[] alternatives = [material.PublicKey, material.Certificate, material.X509CertificateChain];
        if (alternatives.Count(one => one is not null) != 1)
            throw MalformedException.At(What, Place, "must have exactly one of publicKey, certificate and x509CertificateChain");
        if (material.X509CertificateChain?.Certificates is { } chain && (chain.Count is 0 or > MostEntries || chain.Contains(null!)))
            throw MalformedException.At(What, $"{Place}.x509CertificateChain.certificates", $"must have 1 to {MostEntries} entries");
        if (material.TimestampVerificationData?.Rfc3161Timestamps is { } timestamps && (timestamps.Count > MostEntries || timestamps.Contains(null!)))
            throw MalformedException.At(What, $"{Place}.timestampVerificationData.rfc3161Timestamps", $"must have up to {MostEntries} entries");

        if (material.TlogEntries is not { } entries)
            return;
        if (entries.Count > MostEntries || entries.Contains(null!))
            throw MalformedException.At(What, $"{Place}.tlogEntries", $"must have up to {MostEntries} entries");
        for (var i = 0; i < entries.Count; i++)
            Check(entries[i], $"{Place}.tlogEntries[{i}]", needsProof);
    }

    private static void Check(TransparencyLogEntry entry, string place, bool needsProof)
    {
        if (entry.LogId is null || entry.KindVersion is null)
            throw MalformedException.At(What, place, "must have a logId and a kindVersion");
        if (needsProof && entry.InclusionProof?.Checkpoint is null)
            throw MalformedException.At(What, $"{place}.inclusionProof", "is missing, or has no checkpoint");
        if (!needsProof && entry.InclusionPromise is null)
            throw MalformedException.At(What, $"{place}.inclusionPromise", "is missing");
        if (entry.LogIndex < 0 || entry.IntegratedTime < 0 || entry.InclusionProof is { LogIndex: < 0 } or { TreeSize: < 0 })
            throw MalformedException.At(What, place, "has a negative number");
    }
}
