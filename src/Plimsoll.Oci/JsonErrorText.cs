using System.Text.Json;

namespace Plimsoll.Oci;

/// <summary>Says what is wrong with a JSON document.</summary>
internal static class JsonErrorText
{
    /// <summary>The serializer names .NET's types, which say nothing to a reader; where in the document it stopped does.</summary>
    public static string Describe(JsonException exception)
    {
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
