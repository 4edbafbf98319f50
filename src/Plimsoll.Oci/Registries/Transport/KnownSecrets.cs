using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Plimsoll.Oci.Registries.Transport;

/// <summary>What one registry and its token servers were sent in confidence, so that it can be left out of what they say. May be used by many requests at once.</summary>
internal sealed class KnownSecrets
{
    /// <summary>Fewer characters hide nothing: they are in every text.</summary>
    private const int MinimumLength = 6;

    private readonly ConcurrentDictionary<string, bool> _forms = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Keeps a password or token, in each form that servers and proxies repeat it in: as it is, as in URLs, forms, JSON and HTML, and in base64 whatever stands before it.</summary>
    public void Add(string secret)
    {
        if (secret.Length < MinimumLength)
            return;

        var escaped = Uri.EscapeDataString(secret);
        foreach (var form in (IEnumerable<string>)
            [
                secret, escaped, Uri.EscapeDataString(escaped), WebUtility.UrlEncode(secret), WebUtility.HtmlEncode(secret), WebUtility.HtmlEncode(secret).Replace("&quot;", "&#34;", StringComparison.Ordinal),
                JsonEncodedText.Encode(secret).Value, secret.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal), .. Base64Forms(Encoding.UTF8.GetBytes(secret)),
            ])
            // Texts are shown on one line, without blanks at their end: what a secret ends in may be missing there.
            foreach (var shown in (IEnumerable<string>)[form, Redaction.Text(form, int.MaxValue)])
                if (shown.Length >= MinimumLength)
                    _forms[shown] = true;
    }

    /// <summary>The text without them, and without the beginning of one whose end was cut off.</summary>
    public string Hide(string text)
    {
        // The longer first, because one may begin with another.
        foreach (var form in _forms.Keys.Where(form => text.Contains(form[..MinimumLength], StringComparison.OrdinalIgnoreCase)).OrderByDescending(form => form.Length))
        {
            text = text.Replace(form, "…", StringComparison.OrdinalIgnoreCase);
            for (var length = form.Length - 1; length >= MinimumLength && text.Contains('…'); length--)
                text = text.Replace($"{form[..length]}…", "…", StringComparison.OrdinalIgnoreCase);
        }

        return text;
    }

    /// <summary>What base64 makes of the bytes after none, one or two others, without the characters that depend on what is around them.</summary>
    private static IEnumerable<string> Base64Forms(byte[] secret)
    {
        for (var before = 0; before < 3; before++)
        {
            var text = Convert.ToBase64String([.. new byte[before], .. secret]);
            var own = text[(((before * 8) + 5) / 6)..((before + secret.Length) * 8 / 6)];
            yield return own;
            yield return own.Replace('+', '-').Replace('/', '_');
        }
    }
}
