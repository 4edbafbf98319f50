using Plimsoll.Policy.Scanners.Expressions;

namespace Plimsoll.Policy.Scanners.SourceCode;

/// <summary>Adds values of source code as images.</summary>
internal static class CodeImages
{
    private const string Composed = "it is put together from several texts";

    /// <summary>Adds a value, unless it is a text that says nothing or something else.</summary>
    /// <param name="context">Where it is added.</param>
    /// <param name="value">The value, or <c>null</c>.</param>
    /// <param name="kind">One of <see cref="FileKinds"/>.</param>
    public static void Add(ScanContext context, CodeValue? value, string kind)
    {
        if (value is not null && value.Resolved.Length > 0 && !value.Resolved.AsSpan().ContainsAny(' ', '\n', '\t'))
            context.Add(new FoundImage(value.Text, value.Resolved, value.Range, kind) { PinRefusal = value.IsLiteral ? null : Composed });
    }

    /// <summary>Adds a name with a tag that stands elsewhere, at the place of the tag.</summary>
    public static void Add(ScanContext context, CodeValue? name, CodeValue? tag, string kind)
    {
        if (name is { Resolved.Length: > 0 } && tag is { Resolved.Length: > 0 })
            Add(context, new CodeValue($"{name.Text}:{tag.Text}", $"{name.Resolved}:{tag.Resolved}", tag.Range, IsLiteral: false), kind);
    }

    /// <summary>Adds a value only where nothing but an image looks like it.</summary>
    public static void AddCertain(ScanContext context, CodeValue? value, string kind)
    {
        if (value is not null && IsCertain(value))
            Add(context, value, kind);
    }

    /// <summary>Whether nothing but an image looks like a value.</summary>
    public static bool IsCertain(CodeValue value) => ReferenceText.IsCertain(value.Resolved.Replace(ImageUse.Unknown, 'x'));
}
