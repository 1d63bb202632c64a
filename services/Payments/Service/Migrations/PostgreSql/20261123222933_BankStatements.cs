using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clearance.Payments.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class BankStatements : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "bank_statement",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    bank = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    create_time = table.Column<long>(type: "bigint", nullable: false),
                    due = table.Column<long>(type: "bigint", nullable: true),
                    hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C")
                        .Annotation("Npgsql:Compression:", "lz4"),
                    update_time = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bank_statement", x => x.key);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 70);

            migrationBuilder.CreateIndex(
                name: "ix_bank_statement_bank",
                table: "bank_statement",
                columns: new[] { "bank", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_bank_statement_create_time",
                table: "bank_statement",
                columns: new[] { "create_time", "key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bank_statement");
        }
    }
}
