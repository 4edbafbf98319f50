using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>Values that are set one by one, each by its path: <c>image.tag</c>, as <c>helm --set</c> has them.</summary>
internal static class DottedValues
{
    private const int MaximumDepth = 32;

    /// <summary>Puts a value where a file of values would have it.</summary>
    /// <param name="values">The values, made by the caller.</param>
    /// <param name="path">The path; a dot within a key has a backslash before it.</param>
    /// <param name="value">The value; a mapping is merged with what is there.</param>
    public static void Put(SourceMapping values, SourceScalar path, SourceNode value) => Put(values, path, value, 0);

    private static void Put(SourceMapping values, SourceScalar path, SourceNode value, int depth)
    {
        var keys = path.Value.Replace("\\.", "\0", StringComparison.Ordinal).Split('.');
        for (var i = 0; i < keys.Length; i++)
        {
            var key = new SourceScalar(keys[i].Replace('\0', '.'), isPlain: false, path.Start, path.End);
            if (i < keys.Length - 1 || (value is SourceMapping && depth < MaximumDepth))
                values = Below(values, key);
            else
                values.Entries.Add(new(key, value));
        }

        foreach (var (key, inner) in value is SourceMapping mapping && depth < MaximumDepth ? mapping.Effective() : [])
            Put(values, key, inner, depth + 1);
    }

    private static SourceMapping Below(SourceMapping values, SourceScalar key)
    {
        if (values[key.Value] is SourceMapping known)
            return known;

        var below = new SourceMapping();
        values.Entries.Add(new(key, below));
        return below;
    }
}
