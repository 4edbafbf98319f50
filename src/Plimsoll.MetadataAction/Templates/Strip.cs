namespace Plimsoll.MetadataAction.Templates;

/// <summary>Whether <c>~</c> takes away the white space before and after.</summary>
internal readonly record struct Strip(bool Open, bool Close)
{
    public static Strip FromDelimiters(string open, string close) => new(open.Length > 2 && open[2] == '~', close.Length > 2 && close[^3] == '~');
}
