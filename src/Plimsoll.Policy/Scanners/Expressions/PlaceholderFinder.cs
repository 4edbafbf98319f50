namespace Plimsoll.Policy.Scanners.Expressions;

/// <summary>Finds the first placeholder at or behind a position: the syntax of one kind of pipeline.</summary>
internal delegate Placeholder? PlaceholderFinder(string text, int from);
