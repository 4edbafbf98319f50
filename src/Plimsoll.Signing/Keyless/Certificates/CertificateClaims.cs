using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Plimsoll.Signing.Keyless.Certificates;

/// <summary>What the issuer of an identity said of a run besides its name, as Fulcio writes it into certificates; each <c>null</c> where it did not say.</summary>
internal sealed record CertificateClaims
{
    private const string FulcioArc = "1.3.6.1.4.1.57264.1.";

    /// <summary>The workflow that signed, where that is called by another one.</summary>
    public string? BuildSignerUri { get; init; }

    /// <summary>The commit of <see cref="BuildSignerUri"/>.</summary>
    public string? BuildSignerDigest { get; init; }

    /// <summary>Where it ran: <c>github-hosted</c> or <c>self-hosted</c>.</summary>
    public string? RunnerEnvironment { get; init; }

    /// <summary>The repository that was built.</summary>
    public string? SourceRepositoryUri { get; init; }

    /// <summary>The commit that was built.</summary>
    public string? SourceRepositoryDigest { get; init; }

    /// <summary>The branch or tag that was built.</summary>
    public string? SourceRepositoryRef { get; init; }

    /// <summary>Who owns the repository.</summary>
    public string? SourceRepositoryOwnerUri { get; init; }

    /// <summary>The workflow that ran.</summary>
    public string? BuildConfigUri { get; init; }

    /// <summary>The event that started it.</summary>
    public string? BuildTrigger { get; init; }

    /// <summary>The run with its attempt.</summary>
    public string? RunInvocationUri { get; init; }

    /// <summary>Who could see the repository.</summary>
    public string? SourceRepositoryVisibility { get; init; }

    /// <summary>Reads them.</summary>
    /// <exception cref="AsnContentException">One is not text.</exception>
    public static CertificateClaims Read(X509Certificate2 certificate)
    {
        return new CertificateClaims
        {
            BuildSignerUri = Find(9),
            BuildSignerDigest = Find(10),
            RunnerEnvironment = Find(11),
            SourceRepositoryUri = Find(12),
            SourceRepositoryDigest = Find(13),
            SourceRepositoryRef = Find(14),
            SourceRepositoryOwnerUri = Find(16),
            BuildConfigUri = Find(18),
            BuildTrigger = Find(20),
            RunInvocationUri = Find(21),
            SourceRepositoryVisibility = Find(22),
        };

        string? Find(int number) => certificate.Extensions.FirstOrDefault(extension => extension.Oid?.Value == $"{FulcioArc}{number}") is { } found
            ? new AsnReader(found.RawData, AsnEncodingRules.DER).ReadCharacterString(UniversalTagNumber.UTF8String)
            : null;
    }
}
