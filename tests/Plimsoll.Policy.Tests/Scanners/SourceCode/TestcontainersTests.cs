namespace Plimsoll.Policy.Tests.Scanners.SourceCode;

public class TestcontainersTests
{
    private const string CSharp = "using Testcontainers.PostgreSql;\n";
    private const string Java = "import org.testcontainers.containers.*;\n";
    private const string Go = "import (\n\"testing\"\ntc \"github.com/testcontainers/testcontainers-go\"\n\"github.com/testcontainers/testcontainers-go/modules/postgres\"\n)\n";
    private const string Node = "import { GenericContainer } from \"testcontainers\";\n";
    private const string Python = "from testcontainers.postgres import PostgresContainer\n";

    public static TheoryData<string, string, string> Tests { get; } = new()
    {
        { "a.cs", CSharp + "var c = new ContainerBuilder().WithImage(\"a:1\").WithName(\"no:1\").Build();", "a:1@2:43-46" },
        { "a.cs", CSharp + "var c = new PostgreSqlBuilder(\"postgres:16\").Build();", "postgres:16@2:32-43" },
        { "a.cs", CSharp + "private const string Image = @\"a:1\";\nvar c = new ContainerBuilder(Image);", "a:1@2:32-35" },
        { "a.cs", CSharp + "var c = new ContainerBuilder($\"a/{Name}:1\"); const string Name = \"b\";", "a/b:1@2:32-42" },
        { "a.cs", CSharp + "var c = new ContainerBuilder(\"a\" + \":\" + Tag);", "\"a\" + \":\" + Tag@2:30-45" },
        { "a.cs", CSharp + "var c = new ContainerBuilder(\"\"\"a:1\"\"\");", "a:1@2:33-36" },
        { "a.cs", CSharp + "void F(string image) => new ContainerBuilder().WithImage(image); string G() { var image = \"no:1\"; }", "" },
        { "a.cs", CSharp + "void F() => new ContainerBuilder().WithImage(Settings.Image);", "Settings.Image@2:46-60" },
        { "a.cs", CSharp + "var image = new ImageFromDockerfileBuilder().Build(); new ContainerBuilder().WithImage(image);", "" },
        { "a.cs", CSharp + "#region it's \"\nvar u = new UriBuilder(\"http://x:1\"); var s = new StringBuilder(\"no\"); // \"\nnew ContainerBuilder(/* \" */ \"a:1\")", "a:1@4:31-34" },
        { "A.java", Java + "static GenericContainer<?> c = new GenericContainer<>(\"a:1\").withExposedPorts(1);", "a:1@2:56-59" },
        { "A.java", Java + "var c = new PostgreSQLContainer<>(DockerImageName.parse(\"a/pg:1\").asCompatibleSubstituteFor(\"postgres\"));", "a/pg:1@2:58-64" },
        { "A.java", Java + "var c = new GenericContainer(DockerImageName.parse(\"a:1\"));", "a:1@2:53-56" },
        { "A.java", Java + "DockerImageName N = DockerImageName.parse(\"a:1\").asCompatibleSubstituteFor(DockerImageName.parse(\"no:1\"));", "a:1@2:44-47" },
        { "A.java", Java + "var c = new GenericContainer<>(DockerImageName.parse(\"a/b\").withTag(\"1\").asCompatibleSubstituteFor(\"c\"));", "a/b:1@2:70-71" },
        { "A.java", Java + "static final DockerImageName N = DockerImageName.parse(\"a\");\nvar c = new GenericContainer<>(N.withTag(\"1\")); var d = new GenericContainer<>(N.withTag(V)); var e = new GenericContainer<>(M.withTag(\"2\"));", "a:1@3:43-44 a:V@3:90-91" },
        { "a.kt", Java + "val n: DockerImageName = DockerImageName.parse(\"a\")\nval c = GenericContainer<Nothing>(n.withTag(\"1\"))\nval m = DockerImageName.parse(\"b\")", "a:1@3:46-47 b@4:32-33" },
        { "A.java", Java + "private static final String IMAGE = \"a:1\";\n@Container\nKafkaContainer k = new KafkaContainer(IMAGE); char q = '\"';", "a:1@2:38-41" },
        { "A.java", Java + "var s = \"\"\"\n new GenericContainer(\"no:1\")\n \"\"\"; var p = new JPanelContainer(\"title\"); assertThat(x).isEqualTo(\"no:1\");", "" },
        { "a.kt", Java + "val image = \"a:1\"\nval c = GenericContainer<Nothing>(image)\nclass X : PostgreSQLContainer<X>(\"b:${tag}\")", "a:1@2:14-17 b:${tag}@4:35-43" },
        { "a.go", Go + "req := tc.ContainerRequest{\n Image: \"a:1\",\n Name: \"no:1\",\n}\nt.Run(x, \"no:2\")\npostgres.Run(ctx, `b:1`, nil)", "a:1@7:10-13 b:1@11:20-23" },
        { "a.go", Go + "tc.GenericContainerRequest{ContainerRequest: tc.ContainerRequest{Image: image}}\nconst image = \"a:1\"", "a:1@7:16-19" },
        { "a.go", Go + "c, err := tc.Run(ctx, \"a:\"+version)", "\"a:\"+version@6:23-35" },
        { "a.ts", Node + "const c = await new GenericContainer(\"a:1\").withName('no:1').start();", "a:1@2:39-42" },
        { "a.ts", Node + "const image: string = 'a:1';\nconst r = /[\"'/]/g; new PostgreSqlContainer(image); new GenericContainer(`b:${x / 2}`);", "a:1@2:24-27 b:${x / 2}@3:75-85" },
        { "a.js", "const { GenericContainer } = require('testcontainers');\nnew GenericContainer(`a:1`)", "a:1@2:23-26" },
        { "a.py", Python + "with PostgresContainer(image=\"a:1\", name='no:1') as p:  # DockerContainer(\"no:1\")\n  DockerContainer('b:1')\n", "a:1@2:31-34 b:1@3:20-23" },
        { "a.py", Python + "\"\"\" DockerContainer(\"no:1\") \"\"\"\nIMAGE = r'a:1'\ndef f(image): return DockerContainer(IMAGE)\n", "a:1@3:11-14" },
        { "a.py", "x = DockerContainer('no:1') # from testcontainers\n", "" },
        { "a.ts", "// import from 'testcontainers'\nnew GenericContainer(\"no:1\")", "" },
    };

    [Theory]
    [MemberData(nameof(Tests))]
    public async Task Images_are_found_at_their_tokens(string file, string code, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(file, code));

    [Theory]
    [MemberData(nameof(Tests))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string file, string code, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(file, "\uFEFF" + code.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Fact]
    public async Task Code_without_images_is_not_among_the_files_that_were_checked()
    {
        using var deployment = new Deployment().With("a.cs", "class A;").With("b.ts", "// testcontainers, plimsoll:ignore nothing").With("c.py", new byte[2_000_000]);

        Assert.Empty((await deployment.CheckAsync()).Paths);
    }

    [Fact]
    public async Task A_comment_takes_a_finding_back()
    {
        using var deployment = new Deployment().With("a.cs", CSharp + "// plimsoll:ignore missing-tag why\nnew ContainerBuilder(\"a\");");

        Assert.NotNull(Assert.Single((await deployment.CheckAsync()).Findings).Suppression);
    }
}
