using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Plimsoll.Testing.Sigstore;

/// <summary>Whom a certificate for signing names, as Fulcio writes it.</summary>
/// <param name="Issuer">Who vouched for it.</param>
/// <param name="Name">The name: a URL, else an address.</param>
internal sealed record TestIdentity(string Issuer, string Name)
{
    private const string FulcioArc = "1.3.6.1.4.1.57264.1.";

    /// <summary>A workflow at GitHub.</summary>
    public static TestIdentity Workflow { get; } = new("https://token.actions.githubusercontent.com", "https://github.com/acme/app/.github/workflows/release.yml@refs/tags/v2.1.0")
    {
        Claims = new Dictionary<int, string>
        {
            [9] = "https://github.com/acme/app/.github/workflows/release.yml@refs/tags/v2.1.0",
            [10] = "6a1f6a9e4f6c1d0b6a2f0d3c9c5b8e7f6a5d4c3b",
            [11] = "github-hosted",
            [12] = "https://github.com/acme/app",
            [13] = "6a1f6a9e4f6c1d0b6a2f0d3c9c5b8e7f6a5d4c3b",
            [14] = "refs/tags/v2.1.0",
            [16] = "https://github.com/acme",
            [18] = "https://github.com/acme/app/.github/workflows/release.yml@refs/tags/v2.1.0",
            [20] = "push",
            [21] = "https://github.com/acme/app/actions/runs/4711/attempts/1",
            [22] = "public",
        },
    };

    /// <summary>The other extensions by their number: 12 is the source repository.</summary>
    public IReadOnlyDictionary<int, string> Claims { get; init; } = new Dictionary<int, string>();

    /// <summary>Whether the issuer is in the form of Fulcio's first years only: the text itself.</summary>
    public bool IsEarlyForm { get; init; }

    /// <summary>Whether the name is a user name of Fulcio (otherName) and not an address.</summary>
    public bool IsUserName { get; init; }

    /// <summary>The extensions that say it.</summary>
    public IEnumerable<X509Extension> ToExtensions()
    {
        yield return Names();
        yield return new X509Extension(FulcioArc + "1", Encoding.UTF8.GetBytes(Issuer), critical: false);
        if (IsEarlyForm)
            yield break;

        yield return Text(8, Issuer);
        foreach (var (number, text) in Claims)
            yield return Text(number, text);
    }

    private X509Extension Names()
    {
        if (IsUserName)
        {
            var writer = new AsnWriter(AsnEncodingRules.DER);
            using (writer.PushSequence())
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            {
                writer.WriteObjectIdentifier(FulcioArc + "7");
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                    writer.WriteCharacterString(UniversalTagNumber.UTF8String, Name);
            }

            return new X509Extension("2.5.29.17", writer.Encode(), critical: true);
        }

        var names = new SubjectAlternativeNameBuilder();
        if (Name.Contains("://", StringComparison.Ordinal))
            names.AddUri(new Uri(Name));
        else
            names.AddEmailAddress(Name);
        return names.Build(critical: true);
    }

    private static X509Extension Text(int number, string text)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteCharacterString(UniversalTagNumber.UTF8String, text);
        return new X509Extension(FulcioArc + number, writer.Encode(), critical: false);
    }
}
