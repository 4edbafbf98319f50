using Plimsoll.Oci;
using YamlDotNet.Core;

namespace Plimsoll.Publishing.Configuration;

/// <summary>A mistake at a place of a configuration file (exit code 2); the message starts with file, line and column.</summary>
internal sealed class ConfigurationMistake(string file, Mark start, string message, string? advice = null)
    : PlimsollException(ErrorKind.Usage, $"{file}:{start.Line}:{start.Column}: {message}.", advice)
{
    /// <summary>The mistake as it leaves the reader.</summary>
    public PlimsollException ToException() => Usage(Message, Advice);

    /// <summary>The line, from 1.</summary>
    public long Line => start.Line;

    /// <summary>The column, from 1.</summary>
    public long Column => start.Column;
}
