using System.Text;

namespace Plimsoll.IntegrationTests.Secrets;

/// <summary>A secret that exists once, so that whoever finds it knows where it came from.</summary>
/// <param name="Place">Where it is put: the name of a variable, a file, an option.</param>
/// <param name="Number">Its number, from 0 to 99.</param>
internal sealed record Canary(string Place, int Number)
{
    private const string Rest = "7fK2wq";

    /// <summary>
    /// What it begins with. It is looked for by that alone, in every encoding that keeps letters and digits: the end may be cut off,
    /// and JSON, URLs and shells write the other characters differently.
    /// </summary>
    public string Mark => $"Cn{Number:00}ryZk";

    /// <summary>A password, with characters that JSON, URLs and base64 write differently.</summary>
    public string Password => $"{Mark}/+=&\"%{Rest}";

    /// <summary>A token, which a header can hold.</summary>
    public string Token => $"{Mark}-{Rest}";

    /// <summary>How it looks in bytes: plain, in base64 wherever it begins there, in hexadecimal digits.</summary>
    public IEnumerable<string> Forms()
    {
        var bytes = Encoding.ASCII.GetBytes(Mark);
        yield return Mark;
        yield return Convert.ToHexString(bytes);
        yield return Convert.ToHexStringLower(bytes);
        for (var before = 0; before < 3; before++)
        {
            var text = Convert.ToBase64String([.. new byte[before], .. bytes]);
            var own = text[(((before * 8) + 5) / 6)..((before + bytes.Length) * 8 / 6)];
            yield return own;
            if (own.AsSpan().ContainsAny('+', '/'))
                yield return own.Replace('+', '-').Replace('/', '_');
        }
    }
}
