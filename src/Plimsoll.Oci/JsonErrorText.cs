using System.Text.Json;

namespace Plimsoll.Oci;

/// <summary>Says what is wrong with a JSON document.</summary>
internal static class JsonErrorText
{
    /// <summary>
    /// Whether an exception means that the document is not valid. Half a character is found only when its text is read or
    /// written, and is not a <see cref="JsonException"/>.
    /// </summary>
    public static bool IsMalformed(Exception exception) => exception is JsonException || exception.GetType() == typeof(InvalidOperationException);

    /// <summary>The serializer names .NET's types, which say nothing to a reader; where in the document it stopped does.</summary>
    public static string Describe(Exception malformed)
    {
        if (malformed is not JsonException exception)
            return "a text in it has half a character";

        var message = exception.Message;
        var place = exception.Path is { Length: > 1 } path ? $" at {path}" : "";
        var line = exception.LineNumber is { } number ? $" (line {number + 1})" : "";
        if (message.Contains("missing required properties", StringComparison.Ordinal))
            return $"a member is missing{place}: {message[(message.LastIndexOf(':') + 1)..].Trim().TrimEnd('.')}";
        if (message.Contains("more than once", StringComparison.Ordinal) || message.Contains("Duplicate", StringComparison.Ordinal))
            return $"a member occurs twice{place}{line}";
        if (message.Contains("could not be mapped", StringComparison.Ordinal))
            return $"the member{place} is not known{line}";
        return exception.Path is null
            ? $"it is not valid JSON{line}"
            : $"the value{place} is not valid{line}";
    }
}
