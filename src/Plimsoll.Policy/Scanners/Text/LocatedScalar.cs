namespace Plimsoll.Policy.Scanners.Text;

/// <summary>A scalar and the text that it stands in, <c>null</c> for the file that is scanned.</summary>
internal readonly record struct LocatedScalar(SourceScalar Scalar, SourceText? Source = null);
