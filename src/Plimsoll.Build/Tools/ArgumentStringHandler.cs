using System.Runtime.CompilerServices;

namespace Plimsoll.Build.Tools;

/// <summary>
/// Arguments in one text: <c>$"tool run {name} --output {directory}"</c>. It is split at blanks outside of double quotes; what is put
/// into braces is never split, but <c>{text:nq}</c> is, and <c>{secret:r}</c> is masked in everything that is printed.
/// </summary>
[InterpolatedStringHandler]
public sealed class ArgumentStringHandler
{
    private readonly CommandText _text = new();
    private readonly List<string> _secrets = [];

    /// <summary>Called by the compiler.</summary>
    public ArgumentStringHandler(int literalLength, int formattedCount)
    {
        _ = literalLength;
        _ = formattedCount;
    }

    internal IReadOnlyList<string> Secrets => _secrets;

    /// <summary>Splits a text at blanks outside of double quotes.</summary>
    public static implicit operator ArgumentStringHandler(string text)
    {
        var handler = new ArgumentStringHandler(0, 0);
        handler.AppendLiteral(text);
        return handler;
    }

    /// <summary>Called by the compiler.</summary>
    public void AppendLiteral(string value) => _text.Append(value);

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted(object? value, int alignment = 0, string? format = null)
    {
        _ = alignment;
        if (value is not string and IEnumerable<object> items)
        {
            foreach (var item in items)
            {
                AppendFormatted(item, 0, format);
                _text.End();
            }

            return;
        }

        var text = (format is null or "r" or "nq" ? null : value as IFormattable)?.ToString(format, null) ?? Arguments.ToText(value) ?? "";
        if (format == "r" && text.Length > 0)
            _secrets.Add(text);
        if (format == "nq")
            _text.Append(text);
        else
            _text.AppendValue(text);
    }

    internal List<string> ToList() => _text.ToList();
}
