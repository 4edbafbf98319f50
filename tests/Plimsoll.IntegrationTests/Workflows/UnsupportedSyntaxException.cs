namespace Plimsoll.IntegrationTests.Workflows;

/// <summary>A pipeline uses something that the tests' runners do not know: a test of it would prove nothing.</summary>
internal sealed class UnsupportedSyntaxException(string what) : Exception(what);
