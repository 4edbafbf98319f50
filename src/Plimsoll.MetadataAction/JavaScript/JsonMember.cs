namespace Plimsoll.MetadataAction.JavaScript;

/// <summary>A name and value of a JSON object.</summary>
internal readonly record struct JsonMember(string Name, object Value);
