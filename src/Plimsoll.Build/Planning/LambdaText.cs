namespace Plimsoll.Build.Planning;

/// <summary>The source text of a lambda, as the compiler passes it.</summary>
internal static class LambdaText
{
    /// <summary>Returns what follows the arrow, in one line.</summary>
    public static string GetBody(string text)
    {
        var arrow = text.IndexOf("=>", StringComparison.Ordinal);
        var body = arrow >= 0 ? text[(arrow + 2)..] : text;
        return string.Join(' ', body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Returns the member that a body names last: <c>Name</c> of <c>this.Name</c> or <c>((IGreet)this).Name</c>.</summary>
    public static string GetMember(string body) => body[(body.LastIndexOf('.') + 1)..].TrimEnd('!');
}
